// SPDX-License-Identifier: GPL-2.0-or-later
// What trace_instance= asks for (boot_instance.hpp), made by hand where the kernel does not know the
// parameter (before 6.3): our instance with the same events enabled, as far as this kernel has them. It
// patches kernel text, and so it is done while one CPU is online. Runs on: guest. Errors: std::runtime_error
// with the kernel's words.
#pragma once

#include "probes/tracefs/trace_instance.hpp"

namespace cloister {

// Lives as long as what is returned; nothing where the boot made it.
std::optional<TraceInstance> make_boot_instance();

} // namespace cloister

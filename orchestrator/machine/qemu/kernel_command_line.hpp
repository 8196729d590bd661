// SPDX-License-Identifier: GPL-2.0-or-later
// What a guest's kernel is told: by us as QEMU and its accelerator need it, then by the plan. The same
// whoever starts QEMU, or counts would not be the same. Runs on: host. Pure.
#pragma once

#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/accelerator.hpp"

namespace cloister {

// tsc_megahertz: of the host's time stamp counter.
std::string kernel_command_line(const GuestSpec& spec, Accelerator accelerator, std::uint64_t tsc_megahertz);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A knob that is a kernel file: what it is now, or why it is none. Runs on: host. Errors: none; a file that
// cannot be read says so in why_not.
#pragma once

#include "orchestrator/host/host_knob.hpp"
#include "orchestrator/host/host_tree.hpp"

namespace cloister {

// Without what it wants, which may depend on what it is. absent: the reason where there is no such file.
HostKnob file_knob(const HostTree& host, const char* family, const std::string& name, const KnobPlace& place,
                   const std::string& absent);

// A host that has nothing of this family.
HostKnob no_knob(const char* family, const std::string& name, const std::string& why_not);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A value of the host's read and written where it lives, whatever it lives in (KnobKind). The same value
// reads the same: CPUs as a list, of a choice the word in force. Runs on: host, to write as root. Errors:
// std::system_error, or std::runtime_error saying why a control group did not come to be.
#pragma once

#include "orchestrator/host/host_tree.hpp"
#include "results-schema/host_journal.hpp"

namespace cloister {

// nullopt: it is not there, or no longer the one that was meant.
std::optional<std::string> read_place(const HostTree& host, const KnobPlace& place);
void write_place(const HostTree& host, const KnobPlace& place, const std::string& value);

} // namespace cloister

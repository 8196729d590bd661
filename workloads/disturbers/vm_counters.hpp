// SPDX-License-Identifier: GPL-2.0-or-later
// One counter of /proc/vmstat, as "compact_daemon_wake". Runs on: guest. Errors: std::system_error where it
// cannot be read; std::runtime_error where there is no such counter.
#pragma once

#include <cstdint>
#include <string>

namespace cloister::workloads {

std::uint64_t vm_counter(const std::string& name);

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// Workloads whose subject arms an unknown number of drains besides those that are counted: their cells show
// waits for locks, and no drains. Runs on: host. Pure.
#pragma once

#include <string>

namespace cloister {

bool is_storm(const std::string& workload);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What actors left otherwise than it was: CPUs and blocks of memory that are offline, sets of CPUs.
// Runs on: guest, once nobody acts any more. Errors: none; what does not come back is the result.
#pragma once

#include <string>
#include <vector>

namespace cloister::agent {

// "CPU 3 does not come online: Device or resource busy"
std::vector<std::string> put_back();

// Processes, none of them the kernel's, that are there although all were killed: "fill in D at
// folio_wait_bit".
std::vector<std::string> undying_tasks();

} // namespace cloister::agent

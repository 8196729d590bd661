// SPDX-License-Identifier: GPL-2.0-or-later
// Where a trial keeps what gcov counted in its guest, one file an object, named by its path: mm#swap.gcda.
// The kernel keeps what they are read by in a directory of the same name (kernel/profiled_build.hpp). Runs
// on: both.
#pragma once

#include <string>

namespace cloister {

constexpr const char* coverage_directory = "coverage";

// As the agent ships it: "coverage/mm#swap.gcda".
inline bool is_coverage(const std::string& blob) {
    return blob.starts_with(std::string(coverage_directory) + "/");
}

} // namespace cloister

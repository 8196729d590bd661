// SPDX-License-Identifier: GPL-2.0-or-later
// How far a long work is, told to whoever shows it (cli/progress_line.hpp), and what else a person who debugs
// a run wants to read. Runs on: host. Values; wanted 0 means that the end is not known.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace cloister {

struct ProgressStep {
    std::string what; // "local spin-refill+drop_caches", "kernel 6.12"
    std::string stage;
    std::uint64_t done = 0;
    std::uint64_t wanted = 0;
};

using OnProgress = std::function<void(const ProgressStep&)>;

// One line of one source: "qemu" (its command line), "console", "stage" (done, and how long it took),
// "agent", "refused". May be empty.
using OnRemark = std::function<void(const std::string& source, const std::string& line)>;

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// How often touched lines ran, as gcov tells it of an object, and the sums over objects, guests and modes.
// A line that nothing was compiled from is not there: it cannot run. An inline function of a header counts
// wherever it was expanded. Runs on: host. Pure. Errors: SchemaError for what is not gcov's.
#pragma once

#include "orchestrator/coverage/touched_lines.hpp"

#include <vector>

namespace cloister {

struct LineCount {
    std::uint64_t runs = 0;
    // Of every expansion; 0: that way was never taken.
    std::vector<std::uint64_t> branches;

    bool operator==(const LineCount&) const = default;
};

using FileCounts = std::map<std::uint32_t, LineCount>; // by line
using LineCounts = std::map<std::string, FileCounts>;  // by path beneath the tree's root

// document: of `gcov --json-format --branch-probabilities` for one object (gcc 9 and later).
LineCounts line_counts(const std::string& document, const TouchedLines& touched);
void add(LineCounts& sum, const LineCounts& counts);

struct CoverageSum {
    std::uint64_t lines = 0;
    std::uint64_t run = 0;
    std::uint64_t branches = 0;
    std::uint64_t taken = 0;
};
CoverageSum sum_of(const FileCounts& counts);
CoverageSum sum_of(const LineCounts& counts);
// "mm/swap.c:234-236, 301; mm/mlock.c:12"; a range is of lines that follow each other among those of code.
std::string never_run(const LineCounts& counts);

} // namespace cloister

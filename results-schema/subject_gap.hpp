// SPDX-License-Identifier: GPL-2.0-or-later
// A stretch in which a subject on an isolated CPU did not spin, by its own reading of the clock.
// Runs on: both; stored as gaps.csv beside the trace: "cpu,at_ns,length_ns,own_work", own_work 1 where the
// subject asked the kernel for something itself. Times: guest trace clock (mono).
#pragma once

#include "probes/kernelfs/cpu_set.hpp"
#include "results-schema/csv_lines.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace cloister {

constexpr const char* gaps_file = "gaps.csv";

struct SubjectGap {
    CpuId cpu;
    std::chrono::nanoseconds at{0}; // when it was last seen spinning
    std::chrono::nanoseconds length{0};
    bool own_work = false;

    friend bool operator==(const SubjectGap&, const SubjectGap&) = default;
};

std::string gaps_csv(const std::vector<SubjectGap>& gaps);

// One by one, as they stand in the file.
class GapsCsv {
  public:
    // text: outlives it. Throws std::runtime_error naming the line that is none, as next() does.
    explicit GapsCsv(std::istream& text);

    void skip_to(CpuId cpu); // the first of its rows
    // nullopt: that was the last.
    std::optional<SubjectGap> next();

  private:
    CsvLines lines_;
};

} // namespace cloister

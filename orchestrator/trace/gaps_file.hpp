// SPDX-License-Identifier: GPL-2.0-or-later
// A trial's gaps.csv, read gap by gap for each CPU.
// Runs on: host. Errors: std::runtime_error naming a line that is none; a file that cannot be read has none.
#pragma once

#include "results-schema/subject_gap.hpp"

#include <filesystem>
#include <fstream>
#include <map>

namespace cloister {

class GapsFile {
  public:
    explicit GapsFile(std::filesystem::path file) : file_(std::move(file)) {}

    // The next of this CPU, in the file's order; nullopt: that was the last.
    std::optional<SubjectGap> next(CpuId cpu);

  private:
    struct Reading {
        explicit Reading(const std::filesystem::path& file) : text(file), gaps(text) {}
        std::ifstream text;
        GapsCsv gaps;
    };

    std::filesystem::path file_;
    std::map<CpuId, Reading> readings_; // a CPU's gaps stand together: each is at its own
};

} // namespace cloister

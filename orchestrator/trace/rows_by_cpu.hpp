// SPDX-License-Identifier: GPL-2.0-or-later
// A trial's gaps.csv or host-switches.csv, read row by row for each CPU.
// Runs on: host. Errors: std::runtime_error naming a line that is none; a file that cannot be read has none.
#pragma once

#include "results-schema/host_absence.hpp"
#include "results-schema/subject_gap.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

namespace cloister {

// Csv: gives one Row after the other, as they stand in the file.
template <class Row, class Csv>
class RowsByCpu {
  public:
    explicit RowsByCpu(std::filesystem::path file) : file_(std::move(file)) {}

    // The next of this CPU, in the file's order; nullopt: that was the last.
    std::optional<Row> next(CpuId cpu) {
        Csv& rows = readings_.try_emplace(cpu, file_, cpu).first->second.rows;
        std::optional<Row> row = rows.next();
        return row && row->cpu == cpu ? row : std::nullopt;
    }

  private:
    struct Reading {
        Reading(const std::filesystem::path& file, CpuId cpu) : text(file), rows(text) { rows.skip_to(cpu); }
        std::ifstream text;
        Csv rows;
    };

    std::filesystem::path file_;
    std::map<CpuId, Reading> readings_; // a CPU's rows stand together: each is at its own
};

using GapsFile = RowsByCpu<SubjectGap, GapsCsv>;
using HostSwitchesFile = RowsByCpu<HostAbsence, HostSwitchesCsv>;

} // namespace cloister

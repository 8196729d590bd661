// SPDX-License-Identifier: GPL-2.0-or-later
// A trial's host-switches.csv, read absence by absence for each CPU.
// Runs on: host. Errors: std::runtime_error naming a line that is none; a file that cannot be read has none.
#pragma once

#include "results-schema/host_absence.hpp"

#include <filesystem>
#include <fstream>

namespace cloister {

class HostSwitchesFile {
  public:
    explicit HostSwitchesFile(std::filesystem::path file) : file_(std::move(file)) {}

    // The next of this CPU, in the file's order; nullopt: that was the last.
    std::optional<HostAbsence> next(CpuId cpu);

  private:
    struct Reading {
        explicit Reading(const std::filesystem::path& file) : text(file), absences(text) {}
        std::ifstream text;
        HostSwitchesCsv absences;
    };

    std::filesystem::path file_;
    std::map<CpuId, Reading> readings_; // a CPU's absences stand together: each is at its own
};

} // namespace cloister

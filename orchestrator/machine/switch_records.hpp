// SPDX-License-Identifier: GPL-2.0-or-later
// Records of one thread's perf buffer → its absences. Asked for are PERF_RECORD_SWITCH and the time of each.
// Runs on: host. Pure. Where records were lost, no absence is made up.
#pragma once

#include "results-schema/host_absence.hpp"

namespace cloister {

class SwitchRecords {
  public:
    explicit SwitchRecords(CpuId cpu) : cpu_(cpu) {}

    // Whole records, one after the other.
    void take(std::string_view records);

    const std::vector<HostAbsence>& absences() const { return absences_; }
    std::uint64_t lost() const { return lost_; }

  private:
    void take_one(std::uint32_t type, std::uint16_t misc, std::string_view body);

    CpuId cpu_;
    std::optional<HostAbsence> away_; // went, and is not back yet
    std::vector<HostAbsence> absences_;
    std::uint64_t lost_ = 0;
};

} // namespace cloister

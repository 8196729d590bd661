// SPDX-License-Identifier: GPL-2.0-or-later
// A stretch in which the thread of a vCPU was on no host CPU, by the host's own sched_switch.
// Runs on: host; stored as host-switches.csv beside the trace: "cpu,out_ns,in_ns,why". Times: guest trace
// clock (mono), where the two clocks were read against each other (guest_clock.hpp); its error is in the
// record.
#pragma once

#include "results-schema/csv_lines.hpp"
#include "results-schema/document.hpp"

#include <array>

namespace cloister {

constexpr const char* host_switches_file = "host-switches.csv";

// preempted: another task got the CPU. waiting: the thread slept, as for a lock of its emulator's.
enum class Away { preempted, waiting };

template <>
struct EnumNames<Away> {
    static constexpr std::array<std::pair<Away, std::string_view>, 2> table{{
        {Away::preempted, "preempted"},
        {Away::waiting, "waiting"},
    }};
};

struct HostAbsence {
    CpuId cpu; // of the guest
    std::chrono::nanoseconds out{0};
    std::chrono::nanoseconds in{0};
    Away why = Away::preempted;

    friend bool operator==(const HostAbsence&, const HostAbsence&) = default;
};

std::string host_switches_csv(const std::vector<HostAbsence>& absences);

// One by one, as they stand in the file.
class HostSwitchesCsv {
  public:
    // text: outlives it. Throws std::runtime_error naming the line that is none, as next() does.
    explicit HostSwitchesCsv(std::istream& text);

    void skip_to(CpuId cpu); // the first of its rows
    // nullopt: that was the last.
    std::optional<HostAbsence> next();

  private:
    CsvLines lines_;
};

} // namespace cloister

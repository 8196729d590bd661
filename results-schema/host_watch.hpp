// SPDX-License-Identifier: GPL-2.0-or-later
// How the host was watched while a window was open, and what it did to the isolated vCPUs in it.
// Runs on: host; part of the record. The absences themselves: host_absence.hpp.
#pragma once

#include "results-schema/document.hpp"

#include <array>

namespace cloister {

// perf: each switch. schedstat: sums alone, machine.waited_ns.
enum class WatchedBy { perf, schedstat, nothing };

template <>
struct EnumNames<WatchedBy> {
    static constexpr std::array<std::pair<WatchedBy, std::string_view>, 3> table{{
        {WatchedBy::perf, "perf"},
        {WatchedBy::schedstat, "schedstat"},
        {WatchedBy::nothing, "nothing"},
    }};
};

struct HostWatch {
    WatchedBy by = WatchedBy::nothing;
    std::optional<std::string> why_not_perf;
    std::map<CpuId, std::uint64_t> absences;
    std::map<CpuId, std::chrono::nanoseconds> away;
    std::map<CpuId, std::uint64_t> lost;
    std::optional<std::chrono::nanoseconds> clock_error;
};

template <class Fields>
void describe(Fields& fields, HostWatch& watch) {
    fields.field(
        "by", watch.by,
        "perf: each switch of the vCPUs' threads, in host-switches.csv; schedstat: only how long they "
        "waited");
    fields.field("why_not_perf", watch.why_not_perf, "Why not each switch; absent: each");
    fields.field("absences", watch.absences,
                 "Isolated CPU → how often its thread left its host CPU in the window");
    fields.field("away_ns", watch.away, "Isolated CPU → how long it was away, together");
    fields.field("lost", watch.lost,
                 "Isolated CPU → switches that the host's buffer did not hold; empty: none");
    fields.field(
        "clock_error_ns", watch.clock_error,
        "By no more may host-switches.csv be off: half of the longer of the two round trips by which the "
        "clocks were read against each other, and, but under KVM, what the guest's gained in between; "
        "absent: not by perf");
}

} // namespace cloister

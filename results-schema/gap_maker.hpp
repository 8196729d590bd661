// SPDX-License-Identifier: GPL-2.0-or-later
// Who made a subject's gap, and how many each made.
// Runs on: host; written by `cloister explain RUN --json`.
#pragma once

#include "results-schema/document.hpp"

#include <array>

namespace cloister {

// interruption: one of the guest's lies in it. Else the host was seen to take the vCPU's thread off its CPU,
// and gave it to another task, or the thread slept. Else nothing was seen: an emulator, or a host that nobody
// watched.
enum class GapMaker { interruption, host_preempted, host_waiting, unexplained };

template <>
struct EnumNames<GapMaker> {
    static constexpr std::array<std::pair<GapMaker, std::string_view>, 4> table{{
        {GapMaker::interruption, "interruption"},
        {GapMaker::host_preempted, "host_preempted"},
        {GapMaker::host_waiting, "host_waiting"},
        {GapMaker::unexplained, "unexplained"},
    }};
};

struct GapSum {
    std::uint64_t number = 0;
    std::chrono::nanoseconds together{0};
    std::chrono::nanoseconds longest{0};
};

using GapSums = std::map<GapMaker, GapSum>;

// How often the host took the thread of one vCPU off its CPU while its subject watched.
struct AbsenceSums {
    std::uint64_t number = 0;
    std::chrono::nanoseconds together{0};
    std::uint64_t in_gaps = 0;
    std::uint64_t too_short = 0;
    std::uint64_t unnoticed = 0;
};

// One that nothing explains.
struct UnexplainedGap {
    CpuId cpu;
    std::chrono::nanoseconds at{0};
    std::chrono::nanoseconds length{0};
};

template <class Fields>
void describe(Fields& fields, GapSum& sum) {
    fields.field("number", sum.number, "How many");
    fields.field("together_ns", sum.together, "How long, all of them");
    fields.field("longest_ns", sum.longest, "The longest of them");
}
template <class Fields>
void describe(Fields& fields, AbsenceSums& sums) {
    fields.field("number", sums.number, "How often, while the subject watched");
    fields.field("together_ns", sums.together, "How long, all of them");
    fields.field("in_gaps", sums.in_gaps,
                 "Of these, those that lie in a gap, within the error of the clocks");
    fields.field("too_short", sums.too_short, "Of the others, those that are shorter than a gap");
    fields.field("unnoticed", sums.unnoticed, "And those that the subject should have noticed");
}
template <class Fields>
void describe(Fields& fields, UnexplainedGap& gap) {
    fields.field("cpu", gap.cpu, "The isolated CPU");
    fields.field("at_ns", gap.at, "When its subject was last seen spinning");
    fields.field("length_ns", gap.length, "Until it spun again");
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The subject's gaps against the interruptions of its CPU: each gap should have its interruption, each
// interruption its gap. In a gap without one nothing of the guest's kernel ran that it counts
// (kernel_counters.hpp): the host, or an emulator, made it.
// Runs on: host. Pure. Times: guest trace clock (mono), which is the subject's clock as well.
#pragma once

#include "results-schema/interruption.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/subject_gap.hpp"

namespace cloister {

// Of one isolated CPU, while its subject watched.
struct GapAccount {
    CpuId cpu;
    std::uint64_t gaps = 0;
    std::uint64_t explained = 0;               // of these, an interruption lies in it
    std::chrono::nanoseconds without_event{0}; // the other gaps, together
    std::chrono::nanoseconds longest_without_event{0};
    std::uint64_t interruptions = 0;
    std::uint64_t too_short = 0;          // of these, shorter than a gap, and without one
    std::uint64_t during_own_work = 0;    // the subject was in the kernel by itself, and could not notice
    std::vector<std::uint64_t> unnoticed; // numbers of those that it should have noticed
};

// One for each subject, in their order. gaps: of a CPU by time.
std::vector<GapAccount> account_gaps(const std::vector<SubjectTally>& subjects,
                                     const std::vector<SubjectGap>& gaps,
                                     const std::vector<Interruption>& interruptions);

} // namespace cloister

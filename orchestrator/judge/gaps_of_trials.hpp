// SPDX-License-Identifier: GPL-2.0-or-later
// What subjects noticed in some trials that was no interruption of the guest's, and who made it: the host, as
// far as it was watched, else an emulator. Under a KVM that works there is none, and nothing may stay
// unexplained. Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"

namespace cloister {

struct GapsOfTrials {
    GapSums sums;
    AbsenceSums absences;
    std::chrono::nanoseconds clock_error{0}; // the largest
    // Where the host's switches were not all seen: gaps without an interruption, why, and what schedstat
    // says.
    std::uint64_t unwatched = 0;
    std::string why_unwatched;
    std::chrono::duration<double> waited{0};
    // Under KVM: gaps that neither an interruption nor the host made, and those of which nobody can tell.
    std::uint64_t unexplained_under_kvm = 0;
    std::uint64_t unwatched_under_kvm = 0;

    std::uint64_t without_interruption() const;
};

GapsOfTrials gaps_of(const Trials& trials);

// "3,440 other gaps: 1,204 the host's (1,190 preempted, 14 asleep; clocks within 0.3 ms), 2,236 the
// emulator's".
std::string gaps_words(const GapsOfTrials& gaps);

// Why the host's switches were not all seen in a trial; nullopt: they were.
std::optional<std::string> why_unwatched(const TrialRecord& record);

// For the report: each such reason once.
std::vector<std::string> notes_of_host(const Evidence& evidence);

} // namespace cloister

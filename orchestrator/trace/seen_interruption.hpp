// SPDX-License-Identifier: GPL-2.0-or-later
// An interruption as it is read off the trace: all that is told of one, names and senders still shared.
// Runs on: host; pure values. Times: guest trace clock (mono).
#pragma once

#include "orchestrator/trace/pending_sends.hpp"
#include "results-schema/interruption.hpp"

namespace cloister {

struct SeenStep {
    StepKind kind = StepKind::ipi;
    Name name;
    std::chrono::nanoseconds at{0};
    std::chrono::nanoseconds length{0};
    Sender sender = Sender::unknown; // also where none can be
};

// As Cause.
struct SeenCause {
    Name what;
    Name by;
    Name context;
    Name task;

    friend auto operator<=>(const SeenCause&, const SeenCause&) = default;
};

struct SeenOrigin {
    SharedGroup group;
    std::size_t sends = 0; // of the group's, those that had been sent by then
};

// What a later one needs that follows it.
struct FirstInterruption {
    std::uint64_t number = 0;
    bool drain_caused = false;
    SeenCause cause;
    std::vector<SeenOrigin> origins;
};

struct SeenInterruption {
    std::uint64_t number = 0; // over all the trace, as each CPU came to rest
    CpuId cpu;
    std::chrono::nanoseconds at{0};
    std::chrono::nanoseconds length{0};
    bool drain_caused = false;
    SeenCause cause;
    std::shared_ptr<const FirstInterruption> follows;
    std::vector<SeenStep> steps;
    std::vector<SeenOrigin> origins;
};

Cause told(const SeenCause& cause);
Interruption told(const SeenInterruption& interruption);

// By time, numbered from 1; what follows one that is not among them follows none.
std::vector<Interruption> numbered_by_time(std::vector<Interruption> interruptions);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// One interruption of a stored run brought about again: each guest that was booted for it, and the least that
// it took.
// Runs on: host; stored as reproduction.json by `cloister reproduce`.
#pragma once

#include "results-schema/interruption.hpp"

namespace cloister {

// What a guest was asked: does it come again …
enum class Question {
    as_it_was,         // … in the same trial
    without_disturber, // … when nothing disturbs
    with_less          // … with fewer calls, or in a shorter window
};

template <>
struct EnumNames<Question> {
    static constexpr std::array<std::pair<Question, std::string_view>, 3> table{{
        {Question::as_it_was, "as_it_was"},
        {Question::without_disturber, "without_disturber"},
        {Question::with_less, "with_less"},
    }};
};

struct Attempt {
    Question question = Question::as_it_was;
    std::string workload;
    std::uint32_t repetition = 1;
    std::optional<std::uint64_t> drains;
    std::optional<std::uint64_t> provocations;
    std::chrono::nanoseconds window{0};
    std::uint64_t seen = 0;
    std::optional<std::string> invalid;
};

struct Reproduction {
    static constexpr const char* schema = "cloister/reproduction/1";

    std::string run;
    std::uint64_t number = 0;
    Cause cause;
    bool sent_by_disturber = false;
    std::string kernel;
    std::string mode;
    std::string machine;
    bool times_indicative = true;
    std::optional<std::string> not_measured;
    std::vector<Attempt> attempts;
    std::optional<std::uint64_t> least;
};

template <class Fields>
void describe(Fields& fields, Attempt& attempt) {
    fields.field("question", attempt.question, "What was left out, compared with the trial of the run");
    fields.field("workload", attempt.workload, "Subject and disturber, as spin-refill+drop_caches");
    fields.field("repetition", attempt.repetition, "Which of this run's trials with that workload");
    fields.field("drains", attempt.drains, "Drains that were to be armed; absent: none was counted");
    fields.field("provocations", attempt.provocations,
                 "Calls, each of which interrupts every isolated CPU; absent: none was counted");
    fields.field("window_ns", attempt.window, "Length of the window; 0 where the guest did not come so far");
    fields.field("seen", attempt.seen, "Interruptions of the same cause in it");
    fields.field("invalid", attempt.invalid, "Why not to have seen it proves nothing here; absent: it does");
}
template <class Fields>
void describe(Fields& fields, Reproduction& reproduction) {
    fields.field("run", reproduction.run, "The run that it comes from, as it was named");
    fields.field("number", reproduction.number, "The interruption's number there");
    fields.field("cause", reproduction.cause, "What makes another one the same");
    fields.field("sent_by_disturber", reproduction.sent_by_disturber,
                 "Whether the trial's disturber sent it; otherwise it is not ours to provoke");
    fields.field("kernel", reproduction.kernel, "Kernel reference");
    fields.field("mode", reproduction.mode, "Name of the mode");
    fields.field("machine", reproduction.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", reproduction.times_indicative,
                 "False only when every guest ran under a KVM that works");
    fields.field("not_measured", reproduction.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("attempts", reproduction.attempts, "Each guest that was booted, in order");
    fields.field("least", reproduction.least,
                 "The attempt, from 1, that showed it with the least; absent: it did not recur");
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What each patch of a series does: whether it builds and boots, what its claims say, what drains cause on
// isolated CPUs, what operations cost; and the first patch that is bad, where one was looked for.
// Runs on: host; stored as series.json by `cloister series` and `cloister bisect`.
#pragma once

#include "results-schema/cost.hpp"
#include "results-schema/report.hpp"

namespace cloister {

enum class StepState {
    not_done,
    left_out,      // by --steps
    build_failed,  // its patch does not apply, or it does not build
    kernel_failed, // it does not boot, or panics or complains while it is measured
    measured
};

template <>
struct EnumNames<StepState> {
    static constexpr std::array<std::pair<StepState, std::string_view>, 5> table{{
        {StepState::not_done, "not_done"},
        {StepState::left_out, "left_out"},
        {StepState::build_failed, "build_failed"},
        {StepState::kernel_failed, "kernel_failed"},
        {StepState::measured, "measured"},
    }};
};

// Counted drains in one mode, summed over its trials; what they caused on isolated CPUs.
struct StepDrains {
    std::string mode;
    std::uint64_t armed = 0;
    std::uint64_t completed = 0;
    std::uint64_t work_items = 0;
    std::uint64_t ipis = 0;
    std::uint64_t switches = 0;
    std::uint64_t ticks = 0;
    std::uint64_t calls = 0;
    std::chrono::nanoseconds call_mean{0};
    std::chrono::nanoseconds call_max{0};
};

struct AbsentMode {
    std::string mode;
    std::string reason;
};

struct StepCost {
    std::string operation;
    std::string mode;
    std::uint64_t instructions = 0;
    std::uint64_t locked = 0;
    std::uint64_t cache_lines = 0;
    std::uint64_t elsewhere = 0;
    std::optional<std::string> invalid;
};

struct StepReport {
    std::string kernel;
    std::string subject;
    StepState state = StepState::not_done;
    std::optional<std::string> reason;
    std::optional<std::string> digest;
    std::optional<Verdict> verdict;
    std::vector<ClaimResult> claims;
    std::vector<StepDrains> drains;
    std::vector<AbsentMode> absent_modes;
    std::vector<StepCost> costs;
    std::vector<AbsentCost> absent_costs;
};

// Of one step: does it have what is looked for?
enum class Answer { good, bad, unclear, untestable };

template <>
struct EnumNames<Answer> {
    static constexpr std::array<std::pair<Answer, std::string_view>, 4> table{{
        {Answer::good, "good"},
        {Answer::bad, "bad"},
        {Answer::unclear, "unclear"},
        {Answer::untestable, "untestable"},
    }};
};

struct AskedStep {
    std::uint64_t step = 0;
    Answer answer = Answer::untestable;
    std::string reason;
};

struct SearchForBad {
    std::string question;
    std::vector<AskedStep> asked;
    std::vector<std::uint64_t> candidates;
};

struct SeriesReport {
    static constexpr const char* schema = "cloister/series/1";

    std::string name;
    std::vector<std::string> command_line;
    std::string machine;
    bool times_indicative = true;
    std::optional<std::string> not_measured;
    std::optional<std::string> source;
    std::optional<std::string> compiler;
    std::optional<std::string> cost_machine;
    Verdict verdict = Verdict::undecided;
    std::optional<std::uint64_t> first_bad;
    std::vector<StepReport> steps;
    std::vector<std::string> notes;
    std::optional<SearchForBad> search;
};

template <class Fields>
void describe(Fields& fields, StepDrains& drains) {
    fields.field("mode", drains.mode, "Name of the mode");
    fields.field("armed", drains.armed, "Armed drains: pages proved off the LRU before a drain");
    fields.field("completed", drains.completed, "Of these, pages proved on the LRU after it");
    fields.field("work_items", drains.work_items, "Work items that drains caused on isolated CPUs");
    fields.field("ipis", drains.ipis, "IPIs, likewise");
    fields.field("switches", drains.switches, "Switches away from the subject, likewise");
    fields.field("ticks", drains.ticks, "Ticks, likewise");
    fields.field("calls", drains.calls, "Drain calls that were made for them");
    fields.field("call_mean_ns", drains.call_mean, "How long a call took who made it, on the average");
    fields.field("call_max_ns", drains.call_max, "And the longest");
}
template <class Fields>
void describe(Fields& fields, AbsentMode& absent) {
    fields.field("mode", absent.mode, "Name of the mode");
    fields.field("reason", absent.reason, "Why this step's kernel cannot be in it");
}
template <class Fields>
void describe(Fields& fields, StepCost& cost) {
    fields.field("operation", cost.operation, "Name of the operation, as anon-fault");
    fields.field("mode", cost.mode, "Mode that it ran in");
    fields.field("instructions", cost.instructions,
                 "Kernel instructions on the CPU that asks for it, median");
    fields.field("locked", cost.locked, "Those among them that lock the bus, median");
    fields.field("cache_lines", cost.cache_lines, "Cache lines of data that they read or write, median");
    fields.field("elsewhere", cost.elsewhere, "Kernel instructions of all turns on other CPUs");
    fields.field("invalid", cost.invalid, "Why these numbers prove nothing; absent: they do");
}
template <class Fields>
void describe(Fields& fields, StepReport& step) {
    fields.field("kernel", step.kernel,
                 "Its kernel, as 6.12@3; its run directory is steps/KERNEL beside this document");
    fields.field("subject", step.subject, "Its patch's subject; base where there is none");
    fields.field("state", step.state, "How far it came");
    fields.field("reason", step.reason, "One line: why it came no further; absent: nothing failed");
    fields.field("digest", step.digest, "Of its kernel's image: sha256:…; absent: there is none");
    fields.field("verdict", step.verdict,
                 "The worst of its claims' verdicts; absent: none could be asked of it");
    fields.field("claims", step.claims, "Each claim that its modes can answer");
    fields.field("drains", step.drains, "Counted drains, mode by mode");
    fields.field("absent_modes", step.absent_modes, "Modes asked for that it cannot be in");
    fields.field("costs", step.costs, "What operations cost, mode by mode; empty: not counted");
    fields.field("absent_costs", step.absent_costs, "What could not be counted");
}
template <class Fields>
void describe(Fields& fields, AskedStep& asked) {
    fields.field("step", asked.step, "Which of steps, from 0");
    fields.field("answer", asked.answer, "Whether it has what was looked for");
    fields.field("reason", asked.reason, "One line: why");
}
template <class Fields>
void describe(Fields& fields, SearchForBad& search) {
    fields.field("question", search.question, "What makes a step a bad one");
    fields.field("asked", search.asked, "Steps in the order in which they were asked");
    fields.field("candidates", search.candidates,
                 "The steps of which one is the first bad one; more than one where steps between cannot be "
                 "tested, none where no step is bad");
}
template <class Fields>
void describe(Fields& fields, SeriesReport& series) {
    fields.field("name", series.name, "Recipe, base or file that the steps are named after");
    fields.field("command_line", series.command_line, "What the user typed, word by word");
    fields.field("machine", series.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", series.times_indicative,
                 "False only when every guest ran under a KVM that works");
    fields.field("not_measured", series.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("source", series.source, "What the base was built from; absent: nothing was built yet");
    fields.field("compiler", series.compiler, "First line of gcc --version; likewise");
    fields.field("cost_machine", series.cost_machine, "What costs were counted by; absent: they were not");
    fields.field("verdict", series.verdict, "The worst of the steps', and so the exit code");
    fields.field("first_bad", series.first_bad,
                 "The first step, from 0, that does not build, fails, or is refuted; absent: none");
    fields.field("steps", series.steps, "Every step, the base first");
    fields.field("notes", series.notes, "What a reader must know besides: options that no fragment sets");
    fields.field("search", series.search, "What cloister bisect asked and found; absent: it was not asked");
}

} // namespace cloister

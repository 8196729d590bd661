// SPDX-License-Identifier: GPL-2.0-or-later
// Interruptions: arrivals on an isolated CPU that belong together, with their cause. An IPI, the kworker it
// woke, its work item, the barrier of a flush and the switch back are one.
// Runs on: host; written by `cloister explain RUN --json`. Times: guest trace clock (mono), nanoseconds.
#pragma once

#include "results-schema/gap_maker.hpp"
#include "results-schema/host_watch.hpp"
#include "results-schema/loss.hpp"

#include <array>
#include <chrono>
#include <vector>

namespace cloister {

// What ran on the victim.
enum class StepKind { ipi, function, tick, softirq, device_irq, task, work };

template <>
struct EnumNames<StepKind> {
    static constexpr std::array<std::pair<StepKind, std::string_view>, 7> table{{
        {StepKind::ipi, "ipi"},
        {StepKind::function, "function"},
        {StepKind::tick, "tick"},
        {StepKind::softirq, "softirq"},
        {StepKind::device_irq, "device_irq"},
        {StepKind::task, "task"},
        {StepKind::work, "work"},
    }};
};

// The work item by which flush_work() waits for the one before; queued without an event of its own.
constexpr const char* flush_barrier = "wq_barrier_func";

struct Step {
    StepKind kind = StepKind::ipi;
    std::string name;
    std::chrono::nanoseconds at{0};
    std::chrono::nanoseconds length{0};
};

// What somebody did elsewhere that led to it. The stack's innermost frames, which only deliver, are left out:
// it begins with who asked.
struct Origin {
    std::chrono::nanoseconds at{0};
    CpuId cpu;
    int pid = 0;
    std::string task;
    std::string context; // "system call write", "work vmstat_shepherd"; empty: the trace does not tell
    std::vector<std::string> sent;
    std::vector<std::string> stack;

    // Empty: the trace does not tell.
    std::string asked_by() const { return stack.empty() ? "" : stack.front(); }
};

// What interruptions are grouped by; an empty text is something the trace does not tell.
struct Cause {
    std::string what;
    std::string by;
    std::string context;
    std::string task;

    friend auto operator<=>(const Cause&, const Cause&) = default;
};

// Whether the subject kept a gap for an interruption. short_of_gap: it was shorter than one. own_work: the
// subject was in the kernel by itself. unwatched: it kept none at that time, or never does.
enum class Noticed { gap, short_of_gap, own_work, unnoticed, unwatched };

template <>
struct EnumNames<Noticed> {
    static constexpr std::array<std::pair<Noticed, std::string_view>, 5> table{{
        {Noticed::gap, "gap"},
        {Noticed::short_of_gap, "short_of_gap"},
        {Noticed::own_work, "own_work"},
        {Noticed::unnoticed, "unnoticed"},
        {Noticed::unwatched, "unwatched"},
    }};
};

struct Interruption {
    std::uint64_t number = 0;
    CpuId cpu;
    std::chrono::nanoseconds at{0};
    std::chrono::nanoseconds length{0};
    bool drain_caused = false;
    Noticed noticed = Noticed::unwatched;
    Cause cause;
    // Left behind by an earlier interruption, as a tick that it restarted: that one's number, and its
    // origins.
    std::optional<std::uint64_t> follows;
    std::vector<Step> steps;
    std::vector<Origin> origins;
};

struct TrialInterruptions {
    std::string kernel;
    std::string mode;
    std::string workload;
    std::uint32_t repetition = 1;
    CpuSet isolated;
    std::chrono::nanoseconds window_opened{0};
    std::chrono::nanoseconds window_closed{0};
    std::vector<Loss> losses;
    std::vector<Interruption> interruptions;
    std::map<CpuId, GapSums> gaps;
    std::vector<UnexplainedGap> unexplained_gaps;
    std::optional<HostWatch> host_watch;
    std::map<CpuId, AbsenceSums> absences;
};

struct Interruptions {
    static constexpr const char* schema = "cloister/interruptions/2";

    std::string machine;
    bool times_indicative = true;
    std::optional<std::string> not_measured;
    std::vector<TrialInterruptions> trials;
};

template <class Fields>
void describe(Fields& fields, Step& step) {
    fields.field("kind", step.kind, "What kind of thing ran on the isolated CPU");
    fields.field("name", step.name, "Vector, called function, softirq, handler, task or work function");
    fields.field("at_ns", step.at, "When it began");
    fields.field("length_ns", step.length, "How long it ran; 0 where its end was not seen");
}
template <class Fields>
void describe(Fields& fields, Origin& origin) {
    fields.field("at_ns", origin.at, "When the first of it was sent");
    fields.field("cpu", origin.cpu, "Guest CPU that sent it");
    fields.field("pid", origin.pid, "Who ran there");
    fields.field("task", origin.task, "Its name");
    fields.field("context", origin.context,
                 "As system call write, work vmstat_shepherd, timer dl_task_timer; empty: not known");
    fields.field("sent", origin.sent, "Work items queued, functions to call, IPIs");
    fields.field("stack", origin.stack, "The sender's, from the function that asked outwards");
}
template <class Fields>
void describe(Fields& fields, Cause& cause) {
    fields.field("what", cause.what, "What the isolated CPU had to do");
    fields.field("by", cause.by, "The function that asked for it; empty: not seen");
    fields.field("context", cause.context, "In what the sender was; empty: not known");
    fields.field("task", cause.task, "The sending task; CPU numbers of a kworker left out");
}
template <class Fields>
void describe(Fields& fields, Interruption& interruption) {
    fields.field("number", interruption.number, "Unique in a run");
    fields.field("cpu", interruption.cpu, "The isolated CPU");
    fields.field("at_ns", interruption.at, "When it began");
    fields.field("length_ns", interruption.length, "Until the subject was back, as far as the trace shows");
    fields.field("drain_caused", interruption.drain_caused, "Whether a drain sent any of it");
    fields.field("noticed", interruption.noticed,
                 "Whether the subject kept a gap for it; unwatched: it kept none then");
    fields.field("cause", interruption.cause, "What interruptions are grouped by");
    fields.field("follows", interruption.follows,
                 "The interruption that left this one behind, as a tick; absent: it came by itself");
    fields.field("steps", interruption.steps, "What ran, by time");
    fields.field("origins", interruption.origins, "Who sent it; empty where the trace does not show it");
}
template <class Fields>
void describe(Fields& fields, TrialInterruptions& trial) {
    fields.field("kernel", trial.kernel, "Kernel reference");
    fields.field("mode", trial.mode, "Name of the mode");
    fields.field("workload", trial.workload, "Subject and disturber, as spin-refill+drop_caches");
    fields.field("repetition", trial.repetition, "Which of the cell's trials");
    fields.field("isolated", trial.isolated, "Guest CPUs that were to be left alone");
    fields.field("window_opened_ns", trial.window_opened, "When the window opened");
    fields.field("window_closed_ns", trial.window_closed, "When it closed");
    fields.field("losses", trial.losses, "Events that were not seen; with any, this is not all");
    fields.field("interruptions", trial.interruptions, "On isolated CPUs in the window, by time");
    fields.field("gaps", trial.gaps, "Isolated CPU → who made its subject's gaps → how many");
    fields.field("unexplained_gaps", trial.unexplained_gaps,
                 "Each that has no interruption, and that the host was not seen to make");
    fields.field("host_watch", trial.host_watch, "How the host was watched; absent: it was not");
    fields.field(
        "absences", trial.absences,
        "Isolated CPU → how often the host took its thread off, and whether its subject noticed; empty "
        "where no switch was seen");
}
template <class Fields>
void describe(Fields& fields, Interruptions& interruptions) {
    fields.field("machine", interruptions.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", interruptions.times_indicative,
                 "False only when every guest ran under a KVM that works");
    fields.field("not_measured", interruptions.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("trials", interruptions.trials, "Each trial that had a window, in the plan's order");
}

} // namespace cloister

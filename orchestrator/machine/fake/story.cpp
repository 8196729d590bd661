// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/story.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/machine/fake/rename_work.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/wire/raw_gaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace cloister::fake {
namespace {

using wire::BlobHead;
using wire::Finished;
using wire::Hello;
using wire::Progress;
using wire::Refused;
using wire::Verified;

const char* const panic = "[    2.718281] Kernel panic - not syncing: Attempted to kill init! (a story)\n";
const char* const oops = "[    2.718281] WARNING: CPU: 2 PID: 31 at mm/swap.c:1 a_story+0x1/0x2\n";
const char* const stale = "[    2.718281] Oops: int3: 0000 [#1] PREEMPT SMP (a story)\n";

CpuId victim(const Telling& telling) {
    return *telling.recording.record.spec.isolated.begin();
}

std::string& pages_of_victim(Script& script, const Telling& telling) {
    return shipped(script, "cpu" + std::to_string(victim(telling).number) + ".raw");
}
void silent_agent(Script& script, const Telling&) {
    end_before<Hello>(script, {FallSilent{}});
}
void panic_at_boot(Script& script, const Telling&) {
    end_before<Hello>(script, {Print{panic}, FallSilent{}});
}
void panic_in_window(Script& script, const Telling&) {
    end_before<BlobHead>(script, {Print{panic}, FallSilent{}});
}
void oops_then_complete(Script& script, const Telling&) {
    insert_before<BlobHead>(script, Print{oops});
}
void keeps_breakpoints(Script& script, const Telling&) {
    end_before<BlobHead>(script, {Print{stale}, HangUp{}});
}
void keeps_a_breakpoint(Script& script, const Telling& telling) {
    if (telling.before == 0)
        keeps_breakpoints(script, telling);
}
void dies_at_boot(Script& script, const Telling&) {
    end_before<Hello>(script, {HangUp{}});
}
void channel_breaks(Script& script, const Telling&) {
    change<BlobHead>(script,
                     [](BlobHead& head) { head.bytes = 4096; }); // nothing may have happened on this CPU
    const auto head = first(script, BlobHead::schema);
    script.erase(std::next(head), script.end());
    script.emplace_back(HangUp{});
}
void garbage(Script& script, const Telling&) {
    end_before<Verified>(script, {Noise{"login: "}, FallSilent{}});
}
void foreign_words(Script& script, const Telling&) {
    end_before<Progress>(
        script, {Say{{wire::FrameKind::message, R"({"schema": "cloister/wire-progress/1", "mood": "good"})"}},
                 FallSilent{}});
}
void foreign_path(Script& script, const Telling&) {
    change<BlobHead>(script, [](BlobHead& head) { head.name = "../../escaped"; });
}
void old_protocol(Script& script, const Telling&) {
    change<Hello>(script, [](Hello& hello) { --hello.protocol; });
}
void wrong_mode(Script& script, const Telling& telling) {
    const ReadBack& read_back = telling.recording.record.spec.mode.read_back;
    const std::string what = fmt::format("{} says 'local', not '{}'", read_back.path, read_back.expect);
    end_before<Verified>(script, {say(Refused{"verify", what, std::nullopt}), FallSilent{}});
}
void mode_not_proved(Script& script, const Telling&) {
    change<Verified>(script, [](Verified& verified) { verified.facts.drain_mode = "local"; });
}
void refuses(Script& script, const Telling&) {
    end_before<Progress>(script, {say(Refused{"arm",
                                              "write /sys/kernel/tracing/instances/cloister/trace_marker: "
                                              "No space left on device (a story)",
                                              std::nullopt}),
                                  FallSilent{}});
}
void loses_events(Script& script, const Telling& telling) {
    change<Finished>(script, [&](Finished& finished) {
        finished.measurement.losses.push_back(
            {"ring buffer", victim(telling), 7, "more events than the buffer holds"});
    });
}
void histogram_drops(Script& script, const Telling&) {
    change<Finished>(script, [](Finished& finished) {
        finished.measurement.losses.push_back(
            {"histogram ipi_received", std::nullopt, 3, "the histogram is full"});
    });
}
void count_one_more_work(Script& script, const Telling& telling) {
    change<Finished>(script, [&](Finished& finished) {
        finished.measurement.tallies.push_back(
            {"drain_work_executed", victim(telling), "lru_add_drain_per_cpu", 1});
    });
}
// The histogram has it, and so has the trace.
void one_work_too_many(Script& script, const Telling& telling) {
    count_one_more_work(script, telling);
    const std::string format = shipped(script, "tracing/events/workqueue/workqueue_execute_start/format");
    const std::string symbols = shipped(script, "kallsyms");
    rename_one_work(pages_of_victim(script, telling), format, symbols,
                    {.from = "wq_barrier_func", .to = "lru_add_drain_per_cpu"});
}
void not_traced(Script& script, const Telling& telling) {
    change<Finished>(
        script, [&](Finished& finished) { finished.measurement.interrupts["NMI"][victim(telling)] = 1; });
}
// What it noticed is told of the time before the window.
void notices_nothing(Script& script, const Telling& telling) {
    std::string& gaps = shipped(script, wire::raw_gaps_name(victim(telling)));
    std::fill(gaps.begin(), gaps.end(), '\0');
}
// A page of the ring buffer begins with its time (kernel/trace/ring_buffer.c, struct buffer_data_page).
void clock_steps_back(Script& script, const Telling& telling) {
    std::string& pages = pages_of_victim(script, telling);
    constexpr std::size_t page_bytes = 4096;
    constexpr std::uint64_t step_ns = 1'000'000'000;
    std::uint64_t time_ns = 0;
    char* const second = &pages.at(page_bytes);
    std::memcpy(&time_ns, second, sizeof time_ns);
    time_ns -= step_ns;
    std::memcpy(second, &time_ns, sizeof time_ns);
}
void truncated_harvest(Script& script, const Telling& telling) {
    std::string& pages = pages_of_victim(script, telling);
    std::fill(pages.begin() + static_cast<std::ptrdiff_t>(pages.size() / 2), pages.end(), '\0');
}
void clock_jumps(Script& script, const Telling&) {
    change<Finished>(script, [](Finished& finished) {
        finished.measurement.clocks.value().after.guest += std::chrono::seconds(1);
    });
}
void arms_too_few(Script& script, const Telling& telling) {
    change<Finished>(script, [&](Finished& finished) {
        --finished.measurement.drains->armed[victim(telling)];
        --finished.measurement.drains->completed[victim(telling)];
    });
}
void drains_nothing(Script& script, const Telling& telling) {
    change<Finished>(script, [&](Finished& finished) {
        finished.measurement.drains->does_not_drain =
            fmt::format("a page armed on CPU {} is still in its batch afterwards", victim(telling).number);
    });
}
void silent_and_broken(Script& script, const Telling&) {
    change<Finished>(script, [](Finished& finished) {
        for (auto& [cpu, completed] : finished.measurement.drains->completed)
            completed = 0;
    });
}
// What a guest in local mode saw, told by another one that keeps its own read-back.
void tell_local_drains(Script& script, const Telling& telling) {
    const Recording& local = telling.all.of("local spin-refill+drop_caches");
    const std::optional<std::string> mode = telling.recording.record.guest->drain_mode;
    script = script_of(local);
    change<Verified>(script, [&](Verified& verified) { verified.facts.drain_mode = mode; });
}
// The subject there has another name, and its switches are told by name: to come back to it ends no
// interruption, so that one lasts at each edge.
void drains_while_idle(Script& script, const Telling& telling) {
    tell_local_drains(script, telling);
    change<Finished>(script, [](Finished& finished) {
        Measurement& measurement = finished.measurement;
        measurement.unquiet = UnquietEdges{measurement.window_opened, measurement.window_closed};
        for (SubjectTally& subject : measurement.subjects)
            subject.voluntary_switches = subject.involuntary_switches = 0;
    });
}
void interrupted(Script& script, const Telling&) {
    end_before<BlobHead>(script, {PressCtrlC{}, FallSilent{}});
}

std::string where(Place place) {
    switch (place) {
    case Place::nowhere:
        return "in no guest";
    case Place::local_drains:
        return "in counted drains in local mode";
    case Place::remote_drains:
        return "in counted drains in remote mode";
    case Place::idle_windows:
        return "in windows without a disturber";
    case Place::default_boot:
        return "in the boot in mode auto-nohz-full";
    }
    return "";
}

} // namespace

const std::vector<Story>& stories() {
    using enum Place;
    static const std::vector<Story> all{
        {"upheld", "every guest as it was recorded"},
        // It does not boot, or not for long.
        {"no-machine", "no guest can be started", local_drains, nullptr, false},
        {"silent-agent", "the agent never says hello", local_drains, silent_agent},
        {"dies-at-boot", "the guest ends before its hello", local_drains, dies_at_boot},
        {"old-protocol", "the agent is of another build", local_drains, old_protocol},
        {"panic-at-boot", "the kernel panics before the agent's hello", local_drains, panic_at_boot},
        {"panic-in-window", "the kernel panics while it is measured", local_drains, panic_in_window},
        {"oops-then-complete", "the kernel warns, and the trial completes", local_drains, oops_then_complete},
        {.name = "keeps-a-breakpoint",
         .sentence = "the emulator breaks one guest, and the trial is done anew",
         .place = local_drains,
         .change = keeps_a_breakpoint,
         .emulated = true},
        {.name = "keeps-breakpoints",
         .sentence = "the emulator breaks each guest of a trial",
         .place = local_drains,
         .change = keeps_breakpoints,
         .emulated = true},
        // The conversation goes wrong.
        {"channel-breaks", "the guest ends in the middle of a file", remote_drains, channel_breaks},
        {"garbage", "bytes that are no frame", remote_drains, garbage},
        {"foreign-words", "a message with a field that nobody knows", remote_drains, foreign_words},
        {"foreign-path", "a file that would lie outside of its directory", remote_drains, foreign_path},
        {"wrong-mode", "the agent reads back another mode, and refuses", remote_drains, wrong_mode},
        {"refuses", "the agent cannot arm its probes", local_drains, refuses},
        {"interrupted", "the user presses Ctrl-C in the window", remote_drains, interrupted},
        // The evidence is flawed.
        {"mode-not-proved", "the read-back contradicts, and the agent goes on", remote_drains,
         mode_not_proved},
        {"loses-events", "the ring buffer overflows", local_drains, loses_events},
        {"histogram-drops", "a histogram is full", local_drains, histogram_drops},
        {"counters-disagree", "the histogram has one more than the trace", local_drains, count_one_more_work},
        {"not-traced", "the kernel counted an interrupt that no probe knows", local_drains, not_traced},
        {"clock-steps-back", "the trace clock goes back by a second", local_drains, clock_steps_back},
        {"truncated-harvest", "half of a CPU's trace does not arrive", local_drains, truncated_harvest},
        {"notices-nothing", "a subject was interrupted and did not notice", local_drains, notices_nothing},
        {"host-not-seen", "the host refuses to tell what it did to the vCPUs", idle_windows, nullptr, true,
         false, false},
        {"clocks-contradict", "the guest's clock jumps against the host's", idle_windows, clock_jumps},
        {"arms-too-few", "one page was not held by a batch", local_drains, arms_too_few},
        // The kernel is not what it claims to be.
        {"one-work-too-many", "one more work item than armed drains", local_drains, one_work_too_many},
        {"silent-and-broken", "remote drains are silent and drain nothing", remote_drains, silent_and_broken},
        {"drop-caches-drains-nothing", "drop_caches drains nothing on this kernel, and others do",
         local_drains, drains_nothing, true, true},
        {"loud-remote", "remote mode drains by work items", remote_drains, tell_local_drains},
        {"noisy-baseline", "the windows without a disturber are not quiet", idle_windows, drains_while_idle},
        {"wrong-default", "nohz_full= does not turn remote drains on", default_boot, mode_not_proved},
    };
    return all;
}

const Story& story_named(const std::string& name) {
    std::vector<std::string> names;
    for (const Story& story : stories()) {
        if (story.name == name)
            return story;
        names.push_back(story.name);
    }
    throw LabError(Fault::wrong_use, "plan", unknown_name("story", name, names));
}

bool happens_in(const Story& story, const TrialSpec& spec) {
    const bool counted = subject_kind(spec.subject) == SubjectKind::arms && spec.drains;
    switch (story.place) {
    case Place::nowhere:
        return false;
    case Place::local_drains:
        return counted && spec.mode.read_back.expect == "local";
    case Place::remote_drains:
        return counted && spec.mode.read_back.expect == "remote";
    case Place::idle_windows:
        return subject_kind(spec.subject) == SubjectKind::spins && spec.disturber == "none";
    case Place::default_boot:
        return spec.subject == "none" && spec.mode.name == "auto-nohz-full";
    }
    return false;
}

void refuse_where_it_cannot_happen(const Story& story, const Plan& plan) {
    if (story.place != Place::nowhere &&
        std::none_of(plan.trials.begin(), plan.trials.end(),
                     [&](const TrialSpec& spec) { return happens_in(story, spec); }))
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("story '{}' happens {}, and nothing of that is planned: choose other "
                                   "modes or claims",
                                   story.name, where(story.place)));
}

} // namespace cloister::fake

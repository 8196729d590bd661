// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that one trial is told: one cell, one repetition, and what to boot, arm, run and wait for.
// Runs on: both; made by orchestrator/plan, sent to the agent, stored in the record.
#pragma once

#include "results-schema/cell.hpp"

#include <array>

namespace cloister {

// What watches the isolated CPUs besides the kernel's own counters.
enum class Probes { armed, none };

template <>
struct EnumNames<Probes> {
    static constexpr std::array<std::pair<Probes, std::string_view>, 2> table{{
        {Probes::armed, "armed"},
        {Probes::none, "none"},
    }};
};

// One kernel file that the mode changes.
struct Knob {
    std::string path;
    std::string value;
};

// Proof that a mode is in force. On an unpatched kernel the missing file stands for "local". A file that does
// not say local or remote itself, as /proc/cmdline, proves what is expected by having a word.
struct ReadBack {
    std::string path;
    std::string expect;
    std::optional<std::string> absent;
    std::optional<std::string> word = std::nullopt;
};

// A mode with its placeholders filled in; the data is guest-kernel-config/modes/*.toml.
struct ModeSpec {
    std::string name;
    std::vector<std::string> command_line;
    std::vector<Knob> knobs;
    ReadBack read_back;
};

// How long each step of a trial may take.
struct Deadlines {
    std::chrono::nanoseconds boot{std::chrono::seconds(60)};
    std::chrono::nanoseconds arm{std::chrono::seconds(60)};
    std::chrono::nanoseconds window{std::chrono::seconds(120)};
    std::chrono::nanoseconds harvest{std::chrono::seconds(60)};
};

struct TrialSpec {
    static constexpr const char* schema = "cloister/trial-spec/4";

    Cell cell;
    std::uint32_t repetition = 1;
    std::uint32_t cpus = 4;
    CpuSet isolated;
    std::uint32_t memory_mib = 1024;
    ModeSpec mode;
    std::string subject;
    std::string disturber;
    // Of programs of the user's in their place (own_program.hpp).
    std::optional<std::vector<std::string>> subject_command;
    std::optional<std::vector<std::string>> disturber_command;
    std::optional<std::uint64_t> drains;
    std::optional<std::uint64_t> provocations;
    std::chrono::nanoseconds duration{std::chrono::seconds(10)};
    std::optional<std::uint64_t> pages_per_second;
    std::uint64_t seed = 1;
    Probes probes = Probes::armed;
    bool kernel_entries = false;
    Deadlines deadlines;
};

template <class Fields>
void describe(Fields& fields, Knob& knob) {
    fields.field("path", knob.path, "Kernel file that is written before measuring and put back after");
    fields.field("value", knob.value, "What is written to it");
}
template <class Fields>
void describe(Fields& fields, ReadBack& read_back) {
    fields.field("path", read_back.path, "Kernel file that proves the mode");
    fields.field("expect", read_back.expect,
                 "How drains are done in this mode, local or remote: what the file must hold");
    fields.field("absent", read_back.absent,
                 "What a missing file stands for; absent: without the file the mode is refused");
    fields.field(
        "word", read_back.word,
        "What the file holds where drains are done as expected; absent: it says local or remote itself");
}
template <class Fields>
void describe(Fields& fields, ModeSpec& mode) {
    fields.field("name", mode.name, "Name of the mode, and of its file in guest-kernel-config/modes/");
    fields.field("command_line", mode.command_line, "Kernel parameters of the mode, placeholders filled in");
    fields.field("knobs", mode.knobs, "Kernel files that the agent writes, in this order");
    fields.field("read_back", mode.read_back, "The proof that the mode is in force");
}
template <class Fields>
void describe(Fields& fields, Deadlines& deadlines) {
    fields.field("boot_ns", deadlines.boot, "From the machine's start to the agent's hello");
    fields.field("arm_ns", deadlines.arm, "For each step of arming, and for each quiet edge of the window");
    fields.field("window_ns", deadlines.window,
                 "For the workload in the window; grows with the drains asked for");
    fields.field("harvest_ns", deadlines.harvest, "For each part of the trace on its way to the host");
}
template <class Fields>
void describe(Fields& fields, TrialSpec& spec) {
    fields.field("cell", spec.cell, "What is measured: only trials of one cell are summed");
    fields.field("repetition", spec.repetition, "Which trial of its cell, from 1");
    fields.field("cpus", spec.cpus, "Number of guest CPUs");
    fields.field("isolated", spec.isolated, "Guest CPUs that are to be left alone");
    fields.field("memory_mib", spec.memory_mib, "Memory of the guest");
    fields.field("mode", spec.mode, "How the kernel is run, and what proves it");
    fields.field(
        "subject", spec.subject,
        "Program on each isolated CPU, a path where it is not one of ours; none: no window, the boot "
        "and its read-back are all");
    fields.field("disturber", spec.disturber,
                 "Program on the other CPUs, a path where it is not one of ours; none: an idle window");
    fields.field("subject_command", spec.subject_command,
                 "The subject's words, before its placeholders are filled in; absent: it is one of ours");
    fields.field("disturber_command", spec.disturber_command,
                 "The same of the disturber; absent: it is one of ours");
    fields.field("drains", spec.drains,
                 "Armed (CPU, page) pairs over all isolated CPUs; absent: a quiet or rate window");
    fields.field("provocations", spec.provocations,
                 "How often the disturber interrupts every isolated CPU once; absent: it is no provocation");
    fields.field("duration_ns", spec.duration, "Length of a quiet or rate window");
    fields.field("pages_per_second", spec.pages_per_second,
                 "Rate of background pressure; absent: as fast as it goes");
    fields.field(
        "seed", spec.seed,
        "Seed of what the guest draws at random, as its address layout; repetitions count on from it");
    fields.field("probes", spec.probes,
                 "What watches isolated CPUs: armed probes; none: nothing but the kernel's own counters");
    fields.field("kernel_entries", spec.kernel_entries,
                 "Whether an emulator counts entries into the kernel as well; KVM cannot");
    fields.field("deadlines", spec.deadlines, "No step of the trial waits longer than this");
}

} // namespace cloister

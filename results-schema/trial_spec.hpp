// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that one trial is told: one cell, one repetition, and what to boot, arm, run and wait for.
// Runs on: both; made by orchestrator/plan, sent to the agent, stored in the record.
#pragma once

#include "results-schema/cell.hpp"

namespace cloister {

// One kernel file that the agent writes before measuring and puts back after.
struct Knob {
    std::string path;
    std::string value;
};

// Proof that a mode is in force: the file and what it must hold. absent says what a missing file
// means: the mode it proves ("local" on an unpatched kernel), or nothing, and then it is a refusal.
struct ReadBack {
    std::string path;
    std::string expect;
    std::optional<std::string> absent;
};

// A mode with its placeholders filled in; the data is guest-kernel-config/modes/*.toml.
struct ModeSpec {
    std::string name;
    std::vector<std::string> command_line;
    std::vector<Knob> knobs;
    ReadBack read_back;
};

// No step of a trial waits longer than this. A counted window stretches with measured slowness.
struct Deadlines {
    std::chrono::nanoseconds boot{std::chrono::seconds(60)};
    std::chrono::nanoseconds arm{std::chrono::seconds(60)};
    std::chrono::nanoseconds window{std::chrono::seconds(120)};
    std::chrono::nanoseconds harvest{std::chrono::seconds(60)};
};

struct TrialSpec {
    static constexpr const char* schema = "cloister/trial-spec/1";

    Cell cell;
    std::uint32_t repetition = 1;
    std::uint32_t cpus = 4;
    CpuSet isolated;
    std::uint32_t memory_mib = 1024;
    ModeSpec mode;
    std::string subject;   // "none": no window at all, the boot and its read-back are the measurement
    std::string disturber; // "none": an idle window
    // Armed (CPU, page) pairs over all isolated CPUs; absent for a quiet or rate window.
    std::optional<std::uint64_t> drains;
    // Length of a quiet or rate window.
    std::chrono::nanoseconds duration{std::chrono::seconds(10)};
    std::optional<std::uint64_t> pages_per_second; // background pressure
    std::uint64_t seed = 1;
    Deadlines deadlines;
};

template <class Fields>
void describe(Fields& fields, Knob& knob) {
    fields.field("path", knob.path);
    fields.field("value", knob.value);
}
template <class Fields>
void describe(Fields& fields, ReadBack& read_back) {
    fields.field("path", read_back.path);
    fields.field("expect", read_back.expect);
    fields.field("absent", read_back.absent);
}
template <class Fields>
void describe(Fields& fields, ModeSpec& mode) {
    fields.field("name", mode.name);
    fields.field("command_line", mode.command_line);
    fields.field("knobs", mode.knobs);
    fields.field("read_back", mode.read_back);
}
template <class Fields>
void describe(Fields& fields, Deadlines& deadlines) {
    fields.field("boot_ns", deadlines.boot);
    fields.field("arm_ns", deadlines.arm);
    fields.field("window_ns", deadlines.window);
    fields.field("harvest_ns", deadlines.harvest);
}
template <class Fields>
void describe(Fields& fields, TrialSpec& spec) {
    fields.field("cell", spec.cell);
    fields.field("repetition", spec.repetition);
    fields.field("cpus", spec.cpus);
    fields.field("isolated", spec.isolated);
    fields.field("memory_mib", spec.memory_mib);
    fields.field("mode", spec.mode);
    fields.field("subject", spec.subject);
    fields.field("disturber", spec.disturber);
    fields.field("drains", spec.drains);
    fields.field("duration_ns", spec.duration);
    fields.field("pages_per_second", spec.pages_per_second);
    fields.field("seed", spec.seed);
    fields.field("deadlines", spec.deadlines);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What a night of `cloister nightly` measured, what it left as it was, and what either came to.
// Runs on: host. A night is stored as nightly.json, each of its cells as cells/NAME.json before that.
#pragma once

#include "results-schema/report.hpp"

namespace cloister {

enum class NightState {
    not_done,     // the night ended before, or is still going on
    as_it_was,    // nothing changed since it was measured last
    build_failed, // its kernel does not build
    failed,       // it could not be measured
    measured
};

template <>
struct EnumNames<NightState> {
    static constexpr std::array<std::pair<NightState, std::string_view>, 5> table{{
        {NightState::not_done, "not_done"},
        {NightState::as_it_was, "as_it_was"},
        {NightState::build_failed, "build_failed"},
        {NightState::failed, "failed"},
        {NightState::measured, "measured"},
    }};
};

// Why a cell is measured again.
enum class Due { never_measured, kernel, plan, cloister, machine, proved_nothing, asked_for };

template <>
struct EnumNames<Due> {
    static constexpr std::array<std::pair<Due, std::string_view>, 7> table{{
        {Due::never_measured, "never_measured"},
        {Due::kernel, "kernel"},
        {Due::plan, "plan"},
        {Due::cloister, "cloister"},
        {Due::machine, "machine"},
        {Due::proved_nothing, "proved_nothing"},
        {Due::asked_for, "asked_for"},
    }};
};

// All that a measurement depends on and that a change of can be told: equal keys are not measured twice.
struct CellKey {
    std::string kernel;   // digest of its image; empty: the fake machine boots none
    std::string plan;     // digest of what its guests are told
    std::string cloister; // digest of the program, and of what it puts into guests
    std::string machine;  // QEMU's version
};

struct NightCell {
    static constexpr const char* schema = "cloister/night-cell/1";

    std::string name; // all that follows, the same every night
    std::string kernel;
    std::string modes;
    std::string scenario;
    std::uint32_t repetition = 1;
    NightState state = NightState::not_done;
    std::optional<Due> due;
    std::optional<CellKey> key;
    std::optional<std::string> night;
    Verdict verdict = Verdict::undecided;
    std::string reason;
    bool in_history = false;
    std::uint64_t bytes = 0;
};

struct Nightly {
    static constexpr const char* schema = "cloister/nightly/1";

    std::vector<std::string> command_line;
    std::string plan;
    std::uint64_t seed = 1;
    bool all = false;
    std::string began;
    std::optional<std::string> ended;
    std::string machine;
    std::optional<std::string> not_measured;
    Verdict verdict = Verdict::undecided;
    std::vector<std::string> removed;
    std::vector<std::string> notes;
    std::vector<NightCell> cells;
};

template <class Fields>
void describe(Fields& fields, CellKey& key) {
    fields.field("kernel", key.kernel,
                 "Digest of its kernel's image; empty: the fake machine, which boots none");
    fields.field("plan", key.plan, "Digest of what its guests are told: scenario, modes, claims, drains, …");
    fields.field("cloister", key.cloister,
                 "Digest of the program that measured, and of what it puts into guests");
    fields.field("machine", key.machine, "What guests run in, as QEMU's version");
}
template <class Fields>
void describe(Fields& fields, NightCell& cell) {
    fields.field("name", cell.name, "Which cell of the plan; the same every night");
    fields.field("kernel", cell.kernel, "Kernel reference");
    fields.field("modes", cell.modes, "Modes that it is measured in, as local,remote; empty: its scenario's");
    fields.field("scenario", cell.scenario, "Scenario, ours or a file");
    fields.field("repetition", cell.repetition, "Which of the plan's repetitions, from 1 on");
    fields.field("state", cell.state, "What this night did with it");
    fields.field("due", cell.due,
                 "Why it was to be measured: never measured before, which part of its key changed, what was "
                 "measured last proved nothing, or --all; absent: it was not");
    fields.field("key", cell.key, "What its last measurement depended on; absent: it was never begun");
    fields.field(
        "night", cell.night,
        "Directory of the night that measured it last, beside this one; absent: none did. Its run is "
        "steps/ there, as long as it is kept");
    fields.field("verdict", cell.verdict, "Of its last measurement");
    fields.field("reason", cell.reason, "One line: of what is not upheld, why; else empty");
    fields.field("in_history", cell.in_history, "Whether its run is in the history");
    fields.field("bytes", cell.bytes, "Of its run's files when it was measured");
}
template <class Fields>
void describe(Fields& fields, Nightly& nightly) {
    fields.field("command_line", nightly.command_line, "What the user typed, word by word");
    fields.field("plan", nightly.plan, "Path of the plan");
    fields.field("seed", nightly.seed, "Seed of the order in which cells are measured");
    fields.field("all", nightly.all, "Whether all was to be measured, changed or not");
    fields.field("began", nightly.began, "UTC");
    fields.field("ended", nightly.ended, "UTC; absent: it goes on, or was ended from outside");
    fields.field("machine", nightly.machine,
                 "The line a reviewer pastes, of the last cell that was measured; empty: none was");
    fields.field("not_measured", nightly.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("verdict", nightly.verdict, "The worst of the cells', and so the exit code");
    fields.field("removed", nightly.removed, "What the rule on disk use removed, beside this directory");
    fields.field("notes", nightly.notes,
                 "What went wrong besides: a command that failed, runs that are in no history");
    fields.field("cells", nightly.cells, "Every cell of the plan, in the order in which they come");
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What guests that were fuzzed came to: every case, and what was found, each once.
// Runs on: host; stored as fuzz.json by `cloister fuzz`.
#pragma once

#include "results-schema/fuzz_case.hpp"

namespace cloister {

enum class FuzzPurpose {
    search, // cases of a seed, one after the other
    replay, // one case, several times
    reduce  // one case, with less and less
};

template <>
struct EnumNames<FuzzPurpose> {
    static constexpr std::array<std::pair<FuzzPurpose, std::string_view>, 3> table{{
        {FuzzPurpose::search, "search"},
        {FuzzPurpose::replay, "replay"},
        {FuzzPurpose::reduce, "reduce"},
    }};
};

enum class FuzzOutcome {
    quiet,   // nothing was found, and all was put back
    found,   // the kernel's: it complained, died, fell silent, or left something behind
    invalid, // ours, or the host's: it says nothing of the kernel
};

template <>
struct EnumNames<FuzzOutcome> {
    static constexpr std::array<std::pair<FuzzOutcome, std::string_view>, 3> table{{
        {FuzzOutcome::quiet, "quiet"},
        {FuzzOutcome::found, "found"},
        {FuzzOutcome::invalid, "invalid"},
    }};
};

// One guest.
struct FuzzGuest {
    std::string what;         // "7:12"; of a reduction also what was left out
    std::uint64_t number = 0; // of its case; of a replay and a reduction, of its guest
    std::string kernel;
    std::string mode;
    std::vector<std::string> actors;
    FuzzOutcome outcome = FuzzOutcome::quiet;
    std::vector<std::string> titles;
    std::optional<std::string> reason;
    std::map<std::string, std::uint64_t> rounds;
    std::vector<std::string> idle;
    std::chrono::nanoseconds took{0};
};

struct FuzzFinding {
    std::string title;
    std::vector<std::uint64_t> guests;
    std::string text;
    std::string replay;
};

struct Fuzz {
    static constexpr const char* schema = "cloister/fuzz/1";

    std::vector<std::string> command_line;
    std::string machine;
    FuzzPurpose purpose = FuzzPurpose::search;
    std::uint64_t seed = 0;
    std::vector<std::string> kernels;
    std::optional<std::chrono::nanoseconds> duration;
    std::chrono::nanoseconds spent{0};
    std::vector<FuzzGuest> guests;
    std::vector<FuzzFinding> findings;
    std::optional<std::string> target;
    std::optional<FuzzCase> reduced;
};

template <class Fields>
void describe(Fields& fields, FuzzGuest& guest) {
    fields.field("what", guest.what, "SEED:NUMBER of its case; of a reduction, what was left out of it");
    fields.field("number", guest.number, "Of its directory in cases/; in a search, of its case");
    fields.field("kernel", guest.kernel, "Its kernel, as 6.12+lockdep");
    fields.field("mode", guest.mode, "How CPUs were isolated, and the switch, as none-on");
    fields.field("actors", guest.actors, "Who acted in it");
    fields.field("outcome", guest.outcome,
                 "quiet, found (the kernel's), or invalid (says nothing of the kernel)");
    fields.field("titles", guest.titles,
                 "What was found, as it came; what follows the first may follow from it");
    fields.field("reason", guest.reason, "Why it is invalid");
    fields.field("rounds", guest.rounds, "How often each actor of ours did what it does");
    fields.field("idle", guest.idle, "Actors that did nothing, and why");
    fields.field("took_ns", guest.took, "Of the host's time, from its start to its end");
}
template <class Fields>
void describe(Fields& fields, FuzzFinding& finding) {
    fields.field("title", finding.title,
                 "What it is called, without addresses and numbers; of a guest, what it showed first");
    fields.field("guests", finding.guests, "Numbers of the guests that showed it first of all");
    fields.field("text", finding.text, "All that was printed of it, the first time");
    fields.field("replay", finding.replay, "The command that has the first of them again");
}
template <class Fields>
void describe(Fields& fields, Fuzz& fuzz) {
    fields.field("command_line", fuzz.command_line, "What the user typed, word by word");
    fields.field("machine", fuzz.machine, "The line a reviewer pastes: machine, accelerator");
    fields.field("purpose", fuzz.purpose, "search, replay or reduce");
    fields.field("seed", fuzz.seed, "Cases are drawn from it and their number alone");
    fields.field("kernels", fuzz.kernels, "Those that cases were drawn of, in this order");
    fields.field("duration_ns", fuzz.duration, "Of every case, where it was asked for and not drawn");
    fields.field("spent_ns", fuzz.spent, "Of the host's time");
    fields.field("guests", fuzz.guests, "Every guest that came to its end");
    fields.field("findings", fuzz.findings, "What was found, each title once");
    fields.field("target", fuzz.target, "The title that is to be seen again, of a replay and a reduction");
    fields.field("reduced", fuzz.reduced, "The least that still shows it, also in reduced.json");
}

} // namespace cloister

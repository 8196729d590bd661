// SPDX-License-Identifier: GPL-2.0-or-later
// What is said of a guest that is fuzzed, where a trial would be measured:
//   agent: Hello · host: Symbols, TrialSpec · agent: Verified · host: FuzzOrder · agent: Progress*, FuzzDone
//   | Refused · host: PowerOff
// A word of the command line tells the agent so, as for a shell (shell_word.hpp). Runs on: both.
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister::wire {

constexpr const char* fuzz_word = "cloister.fuzz";

struct ActorOrder {
    std::string name;
    std::vector<std::string> words;
    bool unprivileged = false;
};

// How long they act is the spec's duration.
struct FuzzOrder {
    static constexpr const char* schema = "cloister/wire-fuzz-order/1";
    std::vector<ActorOrder> actors;
};

struct ActorTale {
    std::string name;
    std::uint64_t rounds = 0;         // that succeeded; of a program of others: 0
    std::uint64_t starts = 0;         // more than once where the OOM killer ended it
    std::optional<int> signal;        // that ended it, though nobody asked: its own fault
    std::optional<std::string> words; // why no round succeeded, or what it said before it ended
};

struct FuzzDone {
    static constexpr const char* schema = "cloister/wire-fuzz-done/1";
    std::vector<ActorTale> actors;
    std::vector<std::string> stuck;     // what does not end: "trinity-c1 in D at lru_add_drain_all"
    std::vector<std::string> not_back;  // CPUs and memory blocks that do not come online again, and why
    std::uint64_t armed = 0;            // pages proved to wait in a batch of an isolated CPU, after all that
    std::uint64_t completed = 0;        // of these, on the LRU after a drain
    std::optional<std::string> no_page; // why none could be armed
};

template <class Fields>
void describe(Fields& fields, ActorOrder& actor) {
    fields.field("name", actor.name);
    fields.field("words", actor.words);
    fields.field("unprivileged", actor.unprivileged);
}
template <class Fields>
void describe(Fields& fields, FuzzOrder& order) {
    fields.field("actors", order.actors);
}
template <class Fields>
void describe(Fields& fields, ActorTale& tale) {
    fields.field("name", tale.name);
    fields.field("rounds", tale.rounds);
    fields.field("starts", tale.starts);
    fields.field("signal", tale.signal);
    fields.field("words", tale.words);
}
template <class Fields>
void describe(Fields& fields, FuzzDone& done) {
    fields.field("actors", done.actors);
    fields.field("stuck", done.stuck);
    fields.field("not_back", done.not_back);
    fields.field("armed", done.armed);
    fields.field("completed", done.completed);
    fields.field("no_page", done.no_page);
}

} // namespace cloister::wire

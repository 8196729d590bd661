// SPDX-License-Identifier: GPL-2.0-or-later
// What operations of the kernel cost, exactly: counted by an emulator in guests that do the same bit by bit.
// Runs on: host; stored as cost.json by `cloister cost`.
#pragma once

#include "results-schema/report.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

// Of the time stamp counter, of an operation's median turn in several boots.
struct CycleCost {
    std::uint64_t boots = 0;
    std::uint64_t median = 0;
    std::uint64_t least = 0;
    std::uint64_t most = 0;
};

// Of many turns, each quantity by itself.
struct TurnCounts {
    std::uint64_t instructions = 0;
    std::uint64_t locked = 0;
    std::uint64_t cache_lines = 0;
    std::uint64_t accesses = 0;
    std::uint64_t branches = 0;
    std::optional<std::uint64_t> key_sites;

    friend bool operator==(const TurnCounts&, const TurnCounts&) = default;
};

struct OperationCost {
    std::string name;
    std::string kernel;
    std::string mode;
    std::uint64_t turns = 0;
    std::uint64_t instructions = 0;
    std::uint64_t locked = 0;
    std::uint64_t cache_lines = 0;
    std::uint64_t accesses = 0;
    std::uint64_t branches = 0;
    std::optional<std::uint64_t> key_sites;
    TurnCounts upper;
    TurnCounts dear;
    std::uint64_t all_instructions = 0;
    std::uint64_t all_locked = 0;
    std::uint64_t elsewhere = 0;
    std::map<std::string, std::uint64_t> functions;
    std::optional<CycleCost> cycles;
    std::optional<std::string> invalid;
};

// An operation, or all of a kernel in a mode, that has no cost.
struct AbsentCost {
    std::string kernel;
    std::string mode;
    std::optional<std::string> operation;
    std::string reason;
};

struct Cost {
    static constexpr const char* schema = "cloister/cost/3";

    std::string started;
    CloisterFacts cloister;
    std::vector<KernelFacts> kernels;
    std::string machine;
    std::uint32_t boots = 0;
    std::vector<OperationCost> operations;
    std::vector<AbsentCost> absent;
    std::vector<ClaimResult> claims;
};

template <class Fields>
void describe(Fields& fields, CycleCost& cycles) {
    fields.field("boots", cycles.boots, "Guests that did it under KVM");
    fields.field("median", cycles.median, "Cycles of the time stamp counter, median of the boots");
    fields.field("least", cycles.least, "The fewest that a boot took");
    fields.field("most", cycles.most,
                 "The most; 2 % apart or less, and the median's digits are worth something");
}
template <class Fields>
void describe(Fields& fields, TurnCounts& turn) {
    fields.field("instructions", turn.instructions, "Kernel instructions");
    fields.field("locked", turn.locked, "Those among them that lock the bus");
    fields.field("cache_lines", turn.cache_lines, "Cache lines of data that they read or write");
    fields.field("accesses", turn.accesses, "Reads and writes of data");
    fields.field("branches", turn.branches, "Jumps, calls and returns");
    fields.field("key_sites", turn.key_sites,
                 "Places passed where the series' static key is asked; absent: they are not known");
}
template <class Fields>
void describe(Fields& fields, OperationCost& cost) {
    fields.field("name", cost.name, "Name of the operation, as anon-fault");
    fields.field("kernel", cost.kernel, "Kernel reference");
    fields.field("mode", cost.mode, "Mode that it ran in");
    fields.field("turns", cost.turns, "How often it was done and counted");
    fields.field("instructions", cost.instructions,
                 "Kernel instructions on the CPU that asks for it, median of the turns");
    fields.field("locked", cost.locked, "Those among them that lock the bus, median");
    fields.field("cache_lines", cost.cache_lines,
                 "Cache lines of data that they read or write, each counted once, median");
    fields.field("accesses", cost.accesses, "Reads and writes of data, median");
    fields.field("branches", cost.branches, "Jumps, calls and returns, median");
    fields.field("key_sites", cost.key_sites,
                 "Places passed where the series' static key is asked, each one instruction, median; absent: "
                 "it is not known where they are");
    fields.field(
        "upper", cost.upper,
        "What a quarter of the turns takes at least: the same as the median where all turns are of a kind");
    fields.field("dear", cost.dear,
                 "Median of the dearest turns, one in 31: with what falls on one turn of many, as a batch "
                 "that is full");
    fields.field("all_instructions", cost.all_instructions,
                 "Kernel instructions of all turns: with what falls on one turn of many, as a batch that "
                 "is full");
    fields.field("all_locked", cost.all_locked, "Those among them that lock the bus");
    fields.field("elsewhere", cost.elsewhere,
                 "Kernel instructions of all turns on other CPUs, meanwhile or for it");
    fields.field("functions", cost.functions,
                 "Function → its share of all_instructions; by address where no symbol is known");
    fields.field("cycles", cost.cycles, "Only where a KVM that works is there");
    fields.field("invalid", cost.invalid, "Why these numbers prove nothing; absent: they do");
}
template <class Fields>
void describe(Fields& fields, AbsentCost& absent) {
    fields.field("kernel", absent.kernel, "Kernel reference");
    fields.field("mode", absent.mode, "Mode that it was to run in");
    fields.field("operation", absent.operation, "Name of the operation; absent: all of them");
    fields.field("reason", absent.reason, "Why there is no cost");
}
template <class Fields>
void describe(Fields& fields, Cost& cost) {
    fields.field("started", cost.started, "When counting began, UTC: 2026-11-26T21:05:34.017Z");
    fields.field("cloister", cost.cloister, "The Cloister that counted");
    fields.field("kernels", cost.kernels, "Each kernel whose operations are below, once");
    fields.field("machine", cost.machine, "The line a reviewer pastes: emulator, CPUs");
    fields.field("boots", cost.boots, "Guests of each kernel and mode, all of which must tell the same");
    fields.field("operations", cost.operations,
                 "Each operation on each kernel in each mode, in the order asked for");
    fields.field("absent", cost.absent, "What could not be counted");
    fields.field("claims", cost.claims,
                 "What the numbers prove; empty where nothing is there to compare with");
}

} // namespace cloister

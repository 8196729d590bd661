// SPDX-License-Identifier: GPL-2.0-or-later
// What an emulator counted in guests of one kernel and mode → what operations cost there, by function.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/cost/counted_boot.hpp"
#include "orchestrator/cost/functions.hpp"
#include "orchestrator/report/verdict_lines.hpp"
#include "results-schema/cost.hpp"

namespace cloister {

// What is known of the text that was counted.
struct KernelText {
    Functions functions;
    bool key_sites_known = false; // and so the boots counted them
};

// All boots of one kernel in one mode, which did the operations in the order of their names. Operations that
// the boots tell differently are invalid.
void add_costs(const std::string& kernel, const std::string& mode, const std::vector<CountedBoot>& boots,
               const KernelText& text, Cost& cost);

// Ticks fall on any turn, and with them what RCU frees: under icount one in 4,000,000 instructions of our
// kernels (CONFIG_HZ=250, -icount shift=0). Where there were more of them than `dear` leaves out, as in 52 ms
// of forks, no dear turn can be told from one with a tick; turns that long fill batches anyway, and the
// median has it. Nor of a drain: who asks for it sleeps until its own CPU's worker is done, and what the
// scheduler keeps books of then follows the clock (update_load_avg(), kernel/sched/fair.c).
bool tells_dear_turns(const OperationCost& cost);

// How much more (or less) an operation's functions take than the same operation's elsewhere, a turn: the
// largest first, "+62 folio_batch_add" as {"folio_batch_add", 62}.
struct FunctionDifference {
    std::string function;
    double instructions = 0; // a turn
};
std::vector<FunctionDifference> differences(const OperationCost& from, const OperationCost& to);

// 0: all is there, the boots agree, and the claims are upheld; 1: a claim is refuted; 2: it proves nothing.
int exit_code(const Cost& cost);

// As a person reads it, in 80 columns: each operation's kernels and modes below each other, and how they
// differ from the first; what it proves.
std::string cost_text(const Cost& cost, Colour colour);

} // namespace cloister

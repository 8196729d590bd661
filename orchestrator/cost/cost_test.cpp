// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/cost.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const KernelText text{Functions("ffffffff81000000 T do_anonymous_page\nffffffff81000100 T folio_add_lru\n"),
                      true};

CountedBoot boot_with(const std::vector<TurnCost>& turns, std::uint64_t in_lru) {
    DoneOperation fault{"anon-fault", std::nullopt, {}};
    fault.counted.turns[CpuId{0}] = turns;
    fault.counted.turns[CpuId{1}] = {{40, 0, 2, 10, 4, 0}};
    fault.counted.places[CpuId{0}] = {{0xffffffff81000010, 5000}, {0xffffffff81000104, in_lru}};
    return {{fault}, std::nullopt};
}

const std::vector<TurnCost> three{
    {2721, 8, 167, 900, 310, 1}, {9000, 30, 300, 3000, 900, 2}, {2721, 8, 165, 900, 311, 1}};

TEST(Cost, IsTheMedianOfTheTurnsAndTheirSum) {
    Cost cost;
    add_costs("6.12", "local", {boot_with(three, 60), boot_with(three, 60)}, text, cost);
    ASSERT_EQ(cost.operations.size(), 1U);
    const OperationCost& fault = cost.operations[0];
    EXPECT_EQ(fault.name, "anon-fault");
    EXPECT_EQ(fault.turns, 3U);
    EXPECT_EQ(fault.instructions, 2721U);
    EXPECT_EQ(fault.locked, 8U);
    EXPECT_EQ(fault.cache_lines, 167U);
    EXPECT_EQ(fault.accesses, 900U);
    EXPECT_EQ(fault.branches, 311U);
    EXPECT_EQ(fault.key_sites, 1U);
    EXPECT_EQ(fault.all_instructions, 2721U + 9000U + 2721U);
    EXPECT_EQ(fault.elsewhere, 40U);
    EXPECT_EQ(fault.functions.at("folio_add_lru"), 60U);
    EXPECT_EQ(fault.invalid, std::nullopt);
    EXPECT_EQ(exit_code(cost), 0);
}

// 15 batches are full in 465 faults, and a tick came in one of them.
TEST(Cost, KnowsTheTurnInWhichABatchIsFull) {
    std::vector<TurnCost> turns(465, {2721, 8, 167, 900, 310, 1});
    for (std::size_t i = 30; i < turns.size(); i += 31)
        turns[i] = {14'000, 72, 430, 4000, 2000, 2};
    turns[30] = {80'000, 200, 900, 20'000, 9000, 2};
    Cost cost;
    add_costs("6.12", "local", {boot_with(turns, 60)}, text, cost);
    EXPECT_EQ(cost.operations.at(0).instructions, 2721U);
    EXPECT_EQ(cost.operations.at(0).upper, (TurnCounts{2721, 8, 167, 900, 310, 1}));
    EXPECT_EQ(cost.operations.at(0).dear, (TurnCounts{14'000, 72, 430, 4000, 2000, 2}));
}

TEST(Cost, OfBootsThatDoNotAgreeIsInvalid) {
    Cost cost;
    std::vector<TurnCost> one_more = three;
    ++one_more[2].instructions;
    add_costs("6.12", "local", {boot_with(three, 60), boot_with(one_more, 61)}, text, cost);
    EXPECT_EQ(cost.operations.at(0).invalid, "boot 2 did not count what the first did");
    EXPECT_EQ(exit_code(cost), 2);
}

TEST(Cost, NamesWhatWasNotDone) {
    Cost cost;
    add_costs("6.12@base", "remote", {{{}, "there is no /sys/kernel/mm/remote_drain"}}, text, cost);
    add_costs("6.12", "local", {{{{"anon-fault", "mmap: Out of memory", {}}}, std::nullopt}}, text, cost);
    ASSERT_EQ(cost.absent.size(), 2U);
    EXPECT_EQ(cost.absent[0].operation, std::nullopt);
    EXPECT_EQ(cost.absent[1].operation, "anon-fault");
    EXPECT_EQ(cost.absent[1].reason, "mmap: Out of memory");
    EXPECT_EQ(exit_code(cost), 2);
}

TEST(Cost, DiffersByFunctionsTheLargestFirst) {
    Cost cost;
    add_costs("6.12@base", "local", {boot_with(three, 60)}, text, cost);
    add_costs("6.12", "local", {boot_with(three, 360)}, text, cost);
    const std::vector<FunctionDifference> all = differences(cost.operations[0], cost.operations[1]);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].function, "folio_add_lru");
    EXPECT_DOUBLE_EQ(all[0].instructions, 100);
}

TEST(CostText, PutsEachBesideTheFirst) {
    Cost cost;
    cost.machine = "QEMU 7.2";
    cost.boots = 2;
    std::vector<TurnCost> more = three;
    for (TurnCost& turn : more)
        turn.instructions += 62;
    add_costs("6.12@base", "local", {boot_with(three, 60)}, text, cost);
    add_costs("6.12", "remote", {boot_with(more, 246)}, text, cost);
    cost.operations.back().cycles = CycleCost{10, 1234, 1220, 1260};
    EXPECT_EQ(cost_text(cost, Colour::no), R"(QEMU 7.2
kernel instructions, counted; every guest was booted 2 times

  median of the turns        instructs        locked       lines            mean
anon-fault
  6.12@base         local        2,721             8         167         4,814.0
  6.12              remote       2,783    +62      8         167         4,876.0
    +62.0 folio_add_lru
    1,234 cycles under KVM, 10 boots within 3.2 %: too far apart to compare
)");
}

} // namespace
} // namespace cloister

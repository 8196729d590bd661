// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/cost_claims.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

OperationCost fault(const std::string& kernel, const std::string& mode, std::uint64_t instructions,
                    std::uint64_t locked, std::uint64_t key_sites) {
    OperationCost cost;
    cost.name = "anon-fault";
    cost.kernel = kernel;
    cost.mode = mode;
    cost.turns = 465;
    cost.instructions = instructions;
    cost.locked = locked;
    cost.cache_lines = 170;
    cost.accesses = 900;
    cost.branches = 300;
    cost.key_sites = key_sites;
    cost.upper = {instructions, locked, 170, 900, 300, key_sites};
    cost.dear = {14'000 + instructions, 72, 430, 4000, 2000, key_sites};
    return cost;
}

Cost three(const OperationCost& off) {
    Cost cost;
    cost.operations = {fault("6.12@base", "local", 2788, 10, 0), off, fault("6.12", "remote", 2813, 11, 1)};
    return cost;
}

TEST(CostClaims, OneInstructionAKeySiteIsFree) {
    const std::vector<ClaimResult> claims = cost_claims(three(fault("6.12", "local", 2789, 10, 1)));
    ASSERT_EQ(claims.size(), 3U);
    EXPECT_EQ(claims[0].id, "off-is-free");
    EXPECT_EQ(claims[0].verdict, Verdict::upheld);
    EXPECT_EQ(claims[0].reason, "one instruction a key site and nothing else in 1 operation; at most +1 "
                                "instructions (6.12 local anon-fault)");
    EXPECT_EQ(claims[1].id, "remote-cost");
    EXPECT_EQ(claims[1].verdict, Verdict::upheld);
    EXPECT_EQ(claims[1].numbers.at("6.12 remote anon-fault").value, 24);
}

TEST(CostClaims, OneInstructionMoreIsNot) {
    const ClaimResult claim = cost_claims(three(fault("6.12", "local", 2790, 10, 1))).at(0);
    EXPECT_EQ(claim.verdict, Verdict::refuted);
    EXPECT_EQ(claim.reason,
              "1 of 1 operation takes too much; 6.12 local anon-fault: 2 instructions more than "
              "6.12@base, passing 1 key site");
}

TEST(CostClaims, NorIsAnythingElse) {
    for (const auto field : {&OperationCost::accesses, &OperationCost::branches, &OperationCost::locked,
                             &OperationCost::cache_lines}) {
        OperationCost off = fault("6.12", "local", 2788, 10, 1);
        ++(off.*field);
        EXPECT_EQ(cost_claims(three(off)).at(0).verdict, Verdict::refuted);
    }
}

// Of turns of two kinds the median may be of either.
TEST(CostClaims, WhatTheBaseTakesInAQuarterOfItsTurnsIsNotMore) {
    Cost cost = three(fault("6.12", "local", 2789, 12, 1));
    EXPECT_EQ(cost_claims(cost).at(0).verdict, Verdict::refuted);
    cost.operations[0].upper.locked = 12;
    EXPECT_EQ(cost_claims(cost).at(0).verdict, Verdict::upheld);
}

TEST(CostClaims, NorWhatFallsOnOneTurnOfMany) {
    OperationCost off = fault("6.12", "local", 2789, 10, 1);
    off.dear.cache_lines += 1;
    const ClaimResult claim = cost_claims(three(off)).at(0);
    EXPECT_EQ(claim.verdict, Verdict::refuted);
    EXPECT_EQ(claim.reason, "1 of 1 operation takes too much; 6.12 local anon-fault: 1 cache line more than "
                            "6.12@base in a dear turn, passing 1 key site");
}

TEST(CostClaims, UnlessTicksFellOnMoreTurnsThanThat) {
    OperationCost off = fault("6.12", "local", 2789, 10, 1);
    off.dear.cache_lines += 1;
    off.all_instructions = 28'000'000; // seven ticks, and of 465 turns seven are dearer
    EXPECT_EQ(cost_claims(three(off)).at(0).verdict, Verdict::refuted);
    off.all_instructions = 52'000'000;
    const ClaimResult claim = cost_claims(three(off)).at(0);
    EXPECT_EQ(claim.verdict, Verdict::upheld);
    EXPECT_EQ(claim.reason, "one instruction a key site and nothing else in 1 operation, of anon-fault the "
                            "median alone; at most +1 instructions (6.12 local anon-fault)");
}

TEST(CostClaims, NorOfADrainWhichWaitsForAWorker) {
    Cost cost = three(fault("6.12", "local", 2789, 10, 1));
    cost.operations[1].dear.cache_lines += 1;
    for (OperationCost& each : cost.operations)
        each.name = "drain-none-armed";
    EXPECT_EQ(cost_claims(cost).at(0).verdict, Verdict::upheld);
}

TEST(CostClaims, RemoteMayTakeOneLockACache) {
    Cost cost = three(fault("6.12", "local", 2789, 10, 1));
    ++cost.operations.back().locked;
    EXPECT_EQ(cost_claims(cost).at(1).verdict, Verdict::refuted);
    EXPECT_EQ(cost_claims(cost).at(0).verdict, Verdict::upheld);
}

TEST(CostClaims, HousekeepingMayTakeAFewPerCent) {
    Cost cost = three(fault("6.12", "local", 2789, 10, 1));
    EXPECT_EQ(cost_claims(cost).at(2).verdict, Verdict::upheld);
    cost.operations.back().instructions = 2929;
    EXPECT_EQ(cost_claims(cost).at(2).verdict, Verdict::refuted);
    EXPECT_EQ(cost_claims(cost).at(2).reason,
              "1 of 1 operation takes too much; 6.12 remote anon-fault: +140 instructions on 2,789");
}

TEST(CostClaims, ADrainIsHousekeepingAndNoOperationOnItsOwn) {
    Cost cost = three(fault("6.12", "local", 2789, 10, 1));
    for (OperationCost& each : cost.operations)
        each.name = "drain-one-armed";
    cost.operations.back().locked = 500;
    const std::vector<ClaimResult> claims = cost_claims(cost);
    ASSERT_EQ(claims.size(), 1U);
    EXPECT_EQ(claims[0].id, "housekeeping-not-slower");
    EXPECT_EQ(claims[0].verdict, Verdict::upheld);
    for (OperationCost& each : cost.operations)
        each.name = "drain-none-armed"; // it waits for nobody
    EXPECT_EQ(cost_claims(cost).at(0).id, "off-is-free");
}

TEST(CostClaims, AreUpheldByWholeEvidenceAlone) {
    Cost cost = three(fault("6.12", "local", 2789, 10, 1));
    cost.operations[1].invalid = "boot 2 did not count what the first did";
    EXPECT_EQ(cost_claims(cost).at(0).verdict, Verdict::invalid);
    cost.operations[1].invalid.reset();
    cost.absent.push_back({"6.12", "local", "cache-read", "pread: Input/output error"});
    EXPECT_EQ(cost_claims(cost).at(0).verdict, Verdict::undecided);
    cost.absent.clear();
    cost.operations[1].key_sites.reset();
    EXPECT_EQ(cost_claims(cost).at(0).verdict, Verdict::undecided);
}

TEST(CostClaims, NeedSomethingToCompareWith) {
    Cost cost;
    EXPECT_TRUE(cost_claims(cost).empty());
    cost.operations = {fault("6.12", "local", 2789, 10, 1)};
    EXPECT_TRUE(cost_claims(cost).empty());
}

} // namespace
} // namespace cloister

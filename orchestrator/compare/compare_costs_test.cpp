// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/compare.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;

ComparedSide counted(const std::string& kernel) {
    ComparedSide side;
    side.name = kernel;
    Cost& cost = side.costs.emplace_back();
    cost.machine = "an emulator";
    KernelFacts& facts = cost.kernels.emplace_back();
    facts.reference = kernel;
    facts.digest = "sha256:" + kernel;
    for (const char* name : {"anon-fault", "fork-exit"}) {
        OperationCost& operation = cost.operations.emplace_back();
        operation.name = name;
        operation.kernel = kernel;
        operation.mode = "local";
        operation.turns = 465;
        operation.instructions = 2800;
        operation.locked = 10;
        operation.cache_lines = 170;
        operation.all_instructions = 1477885;
        operation.functions = {{"folio_add_lru", 4650}};
    }
    return side;
}

std::vector<std::string> changed(const Comparison& comparison, Change change) {
    std::vector<std::string> names;
    for (const ComparedCell& cell : comparison.cells)
        for (const ComparedQuantity& quantity : cell.quantities)
            if (quantity.change == change)
                names.push_back(cell.new_cell->workload + " " + quantity.name);
    return names;
}

TEST(CompareCosts, FindsOneInstruction) {
    const ComparedSide old_side = counted("6.12@base");
    ComparedSide new_side = counted("6.12");
    EXPECT_EQ(compare(old_side, new_side, {}).verdict, ComparisonVerdict::not_worse);
    ++new_side.costs[0].operations[1].instructions;
    const Comparison comparison = compare(old_side, new_side, {});
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::worse);
    EXPECT_THAT(changed(comparison, Change::worse), ElementsAre("fork-exit instructions"));
    EXPECT_THAT(changed(compare(new_side, old_side, {}), Change::better),
                ElementsAre("fork-exit instructions"));
}

// A tick that falls into another turn is not an instruction an operation.
TEST(CompareCosts, TakesTheMeanByTheTurn) {
    const ComparedSide old_side = counted("6.12@base");
    ComparedSide new_side = counted("6.12");
    new_side.costs[0].operations[0].all_instructions += 464;
    EXPECT_EQ(compare(old_side, new_side, {}).verdict, ComparisonVerdict::not_worse);
    new_side.costs[0].operations[0].all_instructions += 1;
    EXPECT_THAT(changed(compare(old_side, new_side, {}), Change::worse),
                ElementsAre("anon-fault instructions, mean"));
}

TEST(CompareCosts, CountsFromWhatIsAskedFor) {
    ComparisonRules rules;
    rules.least_cost = 20;
    const ComparedSide old_side = counted("6.12@base");
    ComparedSide new_side = counted("6.12");
    new_side.costs[0].operations[0].instructions += 19;
    EXPECT_EQ(compare(old_side, new_side, rules).verdict, ComparisonVerdict::not_worse);
    new_side.costs[0].operations[0].instructions += 1;
    EXPECT_EQ(compare(old_side, new_side, rules).verdict, ComparisonVerdict::worse);
}

TEST(CompareCosts, NamesTheFunctions) {
    ComparedSide new_side = counted("6.12");
    new_side.costs[0].operations[0].functions["folio_add_lru"] += 465;
    const Comparison comparison = compare(counted("6.12@base"), new_side, {});
    EXPECT_EQ(comparison.cells[0].functions.value().at("folio_add_lru"), 1);
    EXPECT_TRUE(comparison.cells[1].functions.value().empty());
}

TEST(CompareCosts, ComparesNothingThatBootsTellDifferently) {
    ComparedSide new_side = counted("6.12");
    new_side.costs[0].operations[0].invalid = "boot 2 did not count what the first did";
    const Comparison comparison = compare(counted("6.12@base"), new_side, {});
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::invalid);
    EXPECT_THAT(comparison.cells[0].reasons, ElementsAre("new: boot 2 did not count what the first did"));
}

TEST(CompareCosts, ComparesNothingThatDiffersInMoreThanWasSaid) {
    ComparedSide new_side = counted("6.12");
    new_side.costs[0].kernels[0].digest = "sha256:another";
    ComparisonRules rules;
    rules.differ = {Declared::cloister};
    const Comparison comparison = compare(counted("6.12"), new_side, rules);
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::invalid);
    EXPECT_THAT(comparison.cells[0].reasons,
                ElementsAre("kernel: sha256:6.12 in old, sha256:another in new"));
    rules.differ = {Declared::kernel};
    EXPECT_EQ(compare(counted("6.12"), new_side, rules).verdict, ComparisonVerdict::not_worse);
}

TEST(CompareCosts, TellsWhyThereIsNone) {
    ComparedSide new_side = counted("6.12");
    new_side.costs[0].operations.erase(new_side.costs[0].operations.begin());
    new_side.costs[0].absent.push_back({"6.12", "local", "anon-fault", "no memory"});
    const Comparison comparison = compare(counted("6.12@base"), new_side, {});
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::not_worse);
    EXPECT_EQ(comparison.cells.back().state, CellState::only_old);
    EXPECT_THAT(comparison.cells.back().reasons, ElementsAre("6.12: no memory"));
}

} // namespace
} // namespace cloister

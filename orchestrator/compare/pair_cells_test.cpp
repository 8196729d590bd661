// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/pair_cells.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;

Cell cell(const std::string& kernel, const std::string& mode = "local") {
    return {kernel, mode, "spin+none"};
}

std::vector<std::string> told(const std::vector<CellPair>& pairs) {
    std::vector<std::string> all;
    const auto name = [](const std::optional<Cell>& each) {
        return each ? each->kernel + " " + each->mode : "–";
    };
    for (const CellPair& pair : pairs)
        all.push_back(name(pair.old_cell) + " | " + name(pair.new_cell));
    return all;
}

TEST(PairCells, PairsByTheRestOfTheKey) {
    EXPECT_THAT(told(pair_cells({cell("a"), cell("a", "remote")}, {cell("b"), cell("b", "remote")},
                                {Declared::kernel}, {})),
                ElementsAre("a local | b local", "a remote | b remote"));
    EXPECT_THAT(told(pair_cells({cell("a")}, {cell("b")}, {}, {})),
                ElementsAre("– | b local", "a local | –"));
}

// A series: step by step.
TEST(PairCells, PairsThoseOfOneNameFirst) {
    EXPECT_THAT(told(pair_cells({cell("a"), cell("b"), cell("c")}, {cell("c"), cell("d"), cell("a")},
                                {Declared::kernel}, {})),
                ElementsAre("c local | c local", "b local | d local", "a local | a local"));
}

TEST(PairCells, DoesNotGuess) {
    EXPECT_THAT(told(pair_cells({cell("a"), cell("b")}, {cell("c")}, {Declared::kernel}, {})),
                ElementsAre("– | c local", "a local | –", "b local | –"));
    EXPECT_THAT(told(pair_cells({cell("a")}, {cell("c"), cell("d")}, {Declared::kernel}, {})),
                ElementsAre("– | c local", "– | d local", "a local | –"));
}

TEST(PairCells, TakesThoseThatAreNamed) {
    const std::vector<Cell> run{cell("a"), cell("b"), cell("b", "remote")};
    EXPECT_THAT(told(pair_cells(run, run, {Declared::kernel}, Between{"a", "b"})),
                ElementsAre("a local | b local", "– | b remote"));
    EXPECT_THAT(told(pair_cells(run, run, {Declared::mode}, Between{"local", "remote"})),
                ElementsAre("b local | b remote", "a local | –"));
}

} // namespace
} // namespace cloister

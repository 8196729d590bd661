// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/halving.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;

// What is asked where everything from "needed" on does, and what is found to be enough.
struct Search {
    std::vector<std::uint64_t> asked;
    std::uint64_t enough;
};
Search search(std::uint64_t does, std::uint64_t least, std::uint64_t needed) {
    Halving halving(does, least);
    Search search;
    while (const std::optional<std::uint64_t> number = halving.next()) {
        search.asked.push_back(*number);
        halving.answer(*number >= needed);
    }
    search.enough = halving.enough();
    return search;
}

TEST(Halving, AsksTheLeastFirst) {
    const Search found = search(1000, 1, 1);
    EXPECT_THAT(found.asked, ElementsAre(1));
    EXPECT_EQ(found.enough, 1U);
}

TEST(Halving, FindsTheBoundaryToAFactorOfTwo) {
    const Search found = search(1000, 1, 40);
    EXPECT_THAT(found.asked, ElementsAre(1, 62, 15, 31));
    EXPECT_EQ(found.enough, 62U);
    for (std::uint64_t needed = 1; needed <= 1000; ++needed) {
        const std::uint64_t enough = search(1000, 1, needed).enough;
        EXPECT_GE(enough, needed);
        EXPECT_TRUE(enough == 1 || enough / 2 < needed) << enough << " for " << needed;
    }
}

TEST(Halving, AsksNothingWhereThereIsNothingLess) {
    EXPECT_THAT(search(1, 1, 1).asked, ElementsAre());
    EXPECT_THAT(search(80, 100, 1).asked, ElementsAre());
    EXPECT_THAT(search(101, 100, 1).asked, ElementsAre(100));
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/bisection.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Found {
    std::vector<std::size_t> asked;
    std::vector<std::uint64_t> candidates;
};
// Of so many steps those from first_bad on are bad, and those whose bit is set cannot be tested.
Found search(std::size_t steps, std::size_t first_bad, std::uint64_t untestable = 0) {
    Bisection bisection(steps);
    Found found;
    while (const std::optional<std::size_t> step = bisection.next()) {
        found.asked.push_back(*step);
        bisection.answer((untestable >> *step & 1) != 0 ? Answer::untestable
                         : *step >= first_bad           ? Answer::bad
                                                        : Answer::good);
    }
    found.candidates = bisection.candidates();
    return found;
}

TEST(Bisection, AsksBothEndsAndThenHalves) {
    const Found found = search(8, 5);
    EXPECT_THAT(found.asked, ElementsAre(7, 0, 3, 5, 4));
    EXPECT_THAT(found.candidates, ElementsAre(5));
}

TEST(Bisection, FindsEveryFirstBadStep) {
    for (std::size_t steps = 2; steps <= 40; ++steps)
        for (std::size_t first_bad = 1; first_bad < steps; ++first_bad) {
            const Found found = search(steps, first_bad);
            EXPECT_THAT(found.candidates, ElementsAre(first_bad));
            EXPECT_LE(found.asked.size(), 8U) << steps << " steps";
        }
}

TEST(Bisection, FindsNothingWhereTheEndIsGood) {
    EXPECT_THAT(search(8, 8).asked, ElementsAre(7));
    EXPECT_THAT(search(8, 8).candidates, IsEmpty());
    EXPECT_THAT(search(8, 8, 0x80).asked, ElementsAre(7, 6));
}

TEST(Bisection, NamesTheBaseWhereAlreadyThatIsBad) {
    EXPECT_THAT(search(8, 0).asked, ElementsAre(7, 0));
    EXPECT_THAT(search(8, 0).candidates, ElementsAre(0));
}

TEST(Bisection, AsksTheNearestNeighbourOfWhatCannotBeTested) {
    const Found found = search(8, 5, 1U << 3U);
    EXPECT_THAT(found.asked, ElementsAre(7, 0, 3, 2, 4, 5));
    EXPECT_THAT(found.candidates, ElementsAre(5));
}

// Whatever cannot be tested: the candidates hold the first bad step, end at the first bad one that can be
// tested, and reach down to the last good one that can.
TEST(Bisection, NamesAllThatCannotBeToldApart) {
    constexpr std::size_t steps = 8;
    for (std::size_t first_bad = 0; first_bad <= steps; ++first_bad)
        for (unsigned untestable = 0; untestable < 1U << steps; ++untestable) {
            const auto testable = [&](std::size_t step) { return (untestable >> step & 1U) == 0; };
            std::size_t last = first_bad;
            while (last < steps && !testable(last))
                ++last;
            std::size_t first = first_bad;
            while (first > 0 && !testable(first - 1))
                --first;
            std::vector<std::uint64_t> expected;
            for (std::size_t step = first; last < steps && step <= last; ++step)
                expected.push_back(step);
            EXPECT_EQ(search(steps, first_bad, untestable).candidates, expected)
                << "first bad " << first_bad << ", untestable " << untestable;
        }
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/wrapped.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(Wrapped, KeepsWhatFits) {
    EXPECT_EQ(wrapped("a few words", 20), "a few words");
    EXPECT_EQ(wrapped(std::string(39, 'a') + " " + std::string(40, 'b'), 0),
              std::string(39, 'a') + " " + std::string(40, 'b'));
}

TEST(Wrapped, BreaksBetweenWordsAndBeginsWhereTheFirstLineDid) {
    EXPECT_EQ(wrapped(std::string(40, 'a') + " " + std::string(40, 'b'), 4),
              std::string(40, 'a') + "\n    " + std::string(40, 'b'));
}

TEST(Wrapped, LeavesALongWordWhole) {
    const std::string path(100, 'p');
    EXPECT_EQ(wrapped(path + " end", 10), path + "\n          end");
}

} // namespace
} // namespace cloister

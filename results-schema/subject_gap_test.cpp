// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/subject_gap.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

TEST(GapsCsv, ComesBackAsItWas) {
    const std::vector<SubjectGap> gaps{{CpuId{2}, nanoseconds(100), nanoseconds(7), false},
                                       {CpuId{3}, nanoseconds(1'500'000'000'000), nanoseconds(1), true}};
    EXPECT_EQ(gaps_csv(gaps), "cpu,at_ns,length_ns,own_work\n2,100,7,0\n3,1500000000000,1,1\n");
    EXPECT_EQ(parse_gaps_csv(gaps_csv(gaps)), gaps);
    EXPECT_TRUE(parse_gaps_csv(gaps_csv({})).empty());
}

TEST(GapsCsv, WhatIsNoneIsRefused) {
    for (const char* text :
         {"", "cpu,at_ns", "2,100,7,0\n", "cpu,at_ns,length_ns,own_work\n2,100,7,0",
          "cpu,at_ns,length_ns,own_work\n2,100,7\n", "cpu,at_ns,length_ns,own_work\n2,100,7,0,\n",
          "cpu,at_ns,length_ns,own_work\n2,-1,7,0\n"})
        EXPECT_THROW(parse_gaps_csv(text), std::runtime_error) << text;
}

} // namespace
} // namespace cloister

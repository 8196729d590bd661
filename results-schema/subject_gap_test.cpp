// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/subject_gap.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

std::vector<SubjectGap> read(const std::string& text) {
    std::istringstream in(text);
    GapsCsv csv(in);
    std::vector<SubjectGap> gaps;
    while (const std::optional<SubjectGap> gap = csv.next())
        gaps.push_back(*gap);
    return gaps;
}

TEST(GapsCsv, ComesBackAsItWas) {
    const std::vector<SubjectGap> gaps{{CpuId{2}, nanoseconds(100), nanoseconds(7), false},
                                       {CpuId{3}, nanoseconds(1'500'000'000'000), nanoseconds(1), true}};
    EXPECT_EQ(gaps_csv(gaps), "cpu,at_ns,length_ns,own_work\n2,100,7,0\n3,1500000000000,1,1\n");
    EXPECT_EQ(read(gaps_csv(gaps)), gaps);
    EXPECT_TRUE(read(gaps_csv({})).empty());
}

TEST(GapsCsv, BeginsWithTheRowsOfOneCpu) {
    std::istringstream in("cpu,at_ns,length_ns,own_work\n1,100,7,0\n10,200,8,0\n10,300,9,0\n");
    GapsCsv csv(in);
    csv.skip_to(CpuId{10});
    EXPECT_EQ(csv.next()->at, nanoseconds(200));
    csv.skip_to(CpuId{11});
    EXPECT_FALSE(csv.next());
}

TEST(GapsCsv, WhatIsNoneIsRefused) {
    for (const char* text :
         {"", "cpu,at_ns", "2,100,7,0\n", "cpu,at_ns,length_ns,own_work\n2,100,7,0",
          "cpu,at_ns,length_ns,own_work\n2,100,7\n", "cpu,at_ns,length_ns,own_work\n2,100,7,0,\n",
          "cpu,at_ns,length_ns,own_work\n2,-1,7,0\n"})
        EXPECT_THROW(read(text), std::runtime_error) << text;
}

} // namespace
} // namespace cloister

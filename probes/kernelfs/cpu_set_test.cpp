// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/cpu_set.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cloister {
namespace {

TEST(CpuSet, ReadsAndWritesTheKernelsListFormat) {
    for (const char* list : {"", "0", "2-3", "2-3,5", "0,2,4-7"})
        EXPECT_EQ(CpuSet::parse(list).list(), list);
    EXPECT_EQ(CpuSet::parse("3,2,2-2\n").list(), "2-3");
}

TEST(CpuSet, RefusesWhatIsNoListAndSaysWhy) {
    for (const char* list : {"x", "1-", "-1", "3-2", "1,,2", "1,", "999999999999", "1 2", "9000"})
        EXPECT_THROW(CpuSet::parse(list), std::invalid_argument) << list;
    try {
        CpuSet::parse("3-2");
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "CPU list '3-2': '3-2' runs backwards (write it like 2-3,5)");
    }
}

TEST(CpuSet, SubtractsAndIntersects) {
    const CpuSet all = CpuSet::first(4);
    const CpuSet isolated = CpuSet::parse("2-3");
    EXPECT_EQ(all.minus(isolated).list(), "0-1");
    EXPECT_EQ(all.intersect(CpuSet::parse("3-9")).list(), "3");
    EXPECT_TRUE(all.contains(isolated));
    EXPECT_FALSE(isolated.contains(all));
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/emptied_lists.hpp"

#include <gtest/gtest.h>

namespace cloister::workloads {
namespace {

const std::vector<Zone> full{{"DMA32", 0, 0, {{2, 5}, {3, 0}}}, {"Movable", 0, 0, {{2, 6}, {3, 7}}}};
const std::vector<Zone> half{{"DMA32", 0, 0, {{2, 5}, {3, 0}}}, {"Movable", 0, 0, {{2, 0}, {3, 0}}}};

std::array<DrainedPages, largest_cpus> counted(EmptiedLists lists, const std::vector<Zone>& before,
                                               const std::vector<Zone>& after) {
    lists.before(before);
    lists.after(after);
    std::array<DrainedPages, largest_cpus> pages{};
    lists.add_to(pages);
    return pages;
}

TEST(EmptiedLists, HadPagesAndHaveNone) {
    const auto movable = counted({CpuSet::parse("2-3"), "Movable"}, full, half);
    EXPECT_EQ(movable[2].armed, 1U);
    EXPECT_EQ(movable[2].completed, 1U);
    EXPECT_EQ(movable[3].completed, 1U);
}

TEST(EmptiedLists, AreNotEmptiedWhileOneZoneHasSome) {
    const auto all = counted({CpuSet::parse("2-3"), ""}, full, half);
    EXPECT_EQ(all[2].armed, 1U);
    EXPECT_EQ(all[2].completed, 0U);
    EXPECT_EQ(all[3].completed, 1U);
}

TEST(EmptiedLists, AreEmptyWhereNoCpuAndNoZoneOfTheirsHasPages) {
    EmptiedLists movable(CpuSet::parse("2-3"), "Movable");
    movable.after(full);
    EXPECT_FALSE(movable.are_empty());
    movable.after(half);
    EXPECT_TRUE(movable.are_empty());
    EmptiedLists all(CpuSet::parse("3"), "");
    all.after(half); // CPU 2 has some
    EXPECT_TRUE(all.are_empty());
}

TEST(EmptiedLists, WereFilledBefore) {
    const auto movable = counted({CpuSet::parse("2-3"), "Movable"}, half, half);
    EXPECT_EQ(movable[2].armed, 0U);
    EXPECT_EQ(movable[2].completed, 0U);
}

} // namespace
} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/placement.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(Placement, GivesEachVcpuAHostCpuAndQemuTheRest) {
    const Placement placement = place(4, CpuSet::parse("2-7"));
    EXPECT_EQ(placement.vcpus, (std::vector<CpuId>{CpuId{2}, CpuId{3}, CpuId{4}, CpuId{5}}));
    EXPECT_EQ(placement.others.list(), "6-7");
    EXPECT_TRUE(placement.dedicated);
}

TEST(Placement, DealsWhereThereAreTooFew) {
    const Placement placement = place(4, CpuSet::parse("0-1"));
    EXPECT_EQ(placement.vcpus, (std::vector<CpuId>{CpuId{0}, CpuId{1}, CpuId{0}, CpuId{1}}));
    EXPECT_EQ(placement.others.list(), "0-1");
    EXPECT_FALSE(placement.dedicated);
}

TEST(Placement, IsNotDedicatedWhereQemuHasNoCpuOfItsOwn) {
    EXPECT_FALSE(place(4, CpuSet::parse("0-3")).dedicated);
}

} // namespace
} // namespace cloister

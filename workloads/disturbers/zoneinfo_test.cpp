// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/zoneinfo.hpp"

#include <gtest/gtest.h>

namespace cloister::workloads {
namespace {

// Of 5.10, without most of its lines.
const std::string zoneinfo = R"(Node 0, zone    DMA32
  per-node stats
      nr_inactive_anon 7
  pages free     160000
        min      993
        managed  180000
        protection: (0, 0, 0, 962)
      nr_free_pages 160000
  pagesets
    cpu: 2
              count: 99
              high:  378
Node 0, zone  Movable
  pages free     32768
        managed  32769
      nr_free_pages 32768
  pagesets
    cpu: 0
              count: 0
              high:  42
              batch: 7
  vm stats threshold: 12
    cpu: 2
              count: 6
              high:  42
              batch: 7
  vm stats threshold: 12
Node 0, zone   Device
  pages free     0
        managed  0
)";

TEST(Zoneinfo, HasFreeManagedAndListedPagesOfEachZone) {
    const std::vector<Zone> zones = zones_in(zoneinfo);
    ASSERT_EQ(zones.size(), 3U);
    EXPECT_EQ(zones[0].name, "DMA32");
    EXPECT_EQ(zones[0].free, 160000U);
    EXPECT_EQ(zones[0].managed, 180000U);
    EXPECT_EQ(zones[0].listed, (std::map<std::uint32_t, std::uint64_t>{{2, 99}}));
    EXPECT_EQ(zones[1].name, "Movable");
    EXPECT_EQ(zones[1].managed, 32769U);
    EXPECT_EQ(zones[1].listed, (std::map<std::uint32_t, std::uint64_t>{{0, 0}, {2, 6}}));
    EXPECT_EQ(zones[2].name, "Device");
    EXPECT_TRUE(zones[2].listed.empty());
    EXPECT_TRUE(zones_in("").empty());
}

TEST(Zoneinfo, TellsHowMuchToKeepSoThatTheHighestZoneHasNoMoreToGive) {
    const std::vector<Zone> zones = zones_in(zoneinfo);
    const std::uint64_t all = 180000 + 32769;
    const std::uint64_t pages = kib_to_keep(zones, 1000) / 4;
    EXPECT_GE(pages * 180000 / all, 159000U);
    EXPECT_LT((pages - 2) * 180000 / all, 159000U);
    EXPECT_EQ(kib_to_keep({{"DMA32", 5, 7}, {"Normal", 0, 0}}, 0), 20U);
    EXPECT_EQ(kib_to_keep({{"DMA32", 7, 7}, {"Normal", 5, 7}}, 3), 16U);
    EXPECT_EQ(kib_to_keep({{"DMA32", 5, 7}}, 6), 0U);
    EXPECT_EQ(kib_to_keep({}, 0), 0U);
}

} // namespace
} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/reclaim_counters.hpp"

#include <gtest/gtest.h>

namespace cloister::workloads {
namespace {

TEST(ReclaimCounters, AreOfAllZonesAndNotKswapds) {
    const DirectReclaims seen = direct_reclaims_in("nr_free_pages 231000\n"
                                                   "allocstall_dma32 2\n"
                                                   "allocstall_normal 40\n"
                                                   "allocstall_movable 1\n"
                                                   "pgsteal_kswapd 700\n"
                                                   "pgsteal_direct 1280\n"
                                                   "pgscan_direct 1300\n"
                                                   "pgscan_direct_throttle 5\n");
    EXPECT_EQ(seen.number, 43U);
    EXPECT_EQ(seen.pages, 1280U);
    EXPECT_EQ(direct_reclaims_in("").number, 0U);
}

} // namespace
} // namespace cloister::workloads

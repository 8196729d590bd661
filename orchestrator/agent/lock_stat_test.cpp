// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/lock_stat.hpp"

#include <gtest/gtest.h>

namespace cloister::agent {
namespace {

using std::chrono::nanoseconds;

// As a 6.12 guest prints it, its rules and blanks cut.
constexpr const char* text = R"(lock_stat version 0.4
----------------------------------------------------------------
    class name    con-bounces    contentions   waittime-min   waittime-max waittime-total   waittime-avg
----------------------------------------------------------------

    cpu_fbatches.remote_lock:   87   88   0.06   1234.50   2000.25   22.73   900   4500   0.05   75.11   900.00   0.20
    ------------------------
    cpu_fbatches.remote_lock   45   [<000000006a1c2b1f>] lru_add_drain_remote+0x31/0x50
    ........................
    &lruvec->lru_lock:   0   0   0.00   0.00   0.00   0.00   12   400   0.30   9.00   150.00   0.38
    &mm->mmap_lock-W:   5   5   0.10   3.00   9.00   1.80   60   900   0.30   90.00   1500.00   1.67
    mlock_fbatch.remote_lock:   0   0   0.00   0.00   0.00   0.00   0   0   0.00   0.00   0.00   0.00
    &zone->lock/1:   1   2   0.10   3.00   9.00   4.50   60   70   0.30   90.00   1500.00   1.67
)";

TEST(LockStat, KeepsTheLocksOfASeriesAndThoseBehindThem) {
    const std::vector<LockUse> uses = parse_lock_stat(text);
    ASSERT_EQ(uses.size(), 3U);
    EXPECT_EQ(uses[0], (LockUse{"&lruvec->lru_lock",
                                400,
                                0,
                                nanoseconds(0),
                                nanoseconds(0),
                                nanoseconds(9000),
                                nanoseconds(150'000),
                                {}}));
    EXPECT_EQ(uses[1].lock, "&zone->lock/1");
    EXPECT_EQ(uses[2], (LockUse{"cpu_fbatches.remote_lock",
                                4500,
                                88,
                                nanoseconds(1'234'500),
                                nanoseconds(2'000'250),
                                nanoseconds(75'110),
                                nanoseconds(900'000),
                                {}}));
}

TEST(LockStat, OfNothingIsNothing) {
    EXPECT_TRUE(parse_lock_stat("").empty());
    EXPECT_TRUE(parse_lock_stat("lock_stat version 0.4\n").empty());
}

} // namespace
} // namespace cloister::agent

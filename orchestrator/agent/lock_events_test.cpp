// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/lock_events.hpp"

#include <gtest/gtest.h>

namespace cloister::agent {
namespace {

using std::chrono::nanoseconds;

constexpr const char* text = R"(# event histogram
#
# trigger info: hist:keys=name,common_cpu:vals=hitcount,held:sort=hitcount:size=2048 [active]
#

{ name: cpu_fbatches.remote_lock                          , common_cpu:          2 } hitcount:         20  held:       9000
{ name: &lruvec->lru_lock                                 , common_cpu:          0 } hitcount:        100  held:     150000
)";

TEST(LockEvents, AreSummedByLockAndCpu) {
    EXPECT_EQ(parse_times(text),
              (TimesByCpu{{{"cpu_fbatches.remote_lock", CpuId{2}}, {20, nanoseconds(9000)}},
                          {{"&lruvec->lru_lock", CpuId{0}}, {100, nanoseconds(150'000)}}}));
}

TEST(LockEvents, OfAWindowAreWhatCameInIt) {
    const TimesByCpu opened{{{"a", CpuId{0}}, {3, nanoseconds(30)}}, {{"a", CpuId{1}}, {7, nanoseconds(70)}}};
    const TimesByCpu closed{{{"a", CpuId{0}}, {5, nanoseconds(90)}},
                            {{"a", CpuId{1}}, {7, nanoseconds(70)}},
                            {{"b", CpuId{1}}, {1, nanoseconds(2)}}};
    EXPECT_EQ(times_between(opened, closed),
              (TimesByCpu{{{"a", CpuId{0}}, {2, nanoseconds(60)}}, {{"b", CpuId{1}}, {1, nanoseconds(2)}}}));
}

} // namespace
} // namespace cloister::agent

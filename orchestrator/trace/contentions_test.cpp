// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/contentions.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

constexpr std::uint64_t lock_of_cpu_2 = 0xffff88803eb24c44;

TraceEvent wait(std::int64_t at_ns, CpuId cpu, std::uint64_t lock, std::vector<Name> stack) {
    TraceEvent event;
    event.at = std::chrono::nanoseconds(at_ns);
    event.cpu = cpu;
    event.kind = EventKind::lock_contended;
    event.object = lock;
    event.stack = call_stack(std::move(stack));
    return event;
}

Measurement window() {
    Measurement measurement;
    measurement.window_opened = std::chrono::nanoseconds(100);
    measurement.window_closed = std::chrono::nanoseconds(200);
    measurement.locks = {{"cpu_fbatches.remote_lock", CpuId{2}, "0xffff88803eb24c40", 64}};
    return measurement;
}

TEST(Contentions, SayWhichLockWhoWaitedAndFromWhere) {
    const std::vector<Name> drain{"native_queued_spin_lock_slowpath", "_raw_spin_lock", "lru_add_drain_cpu",
                                  "__lru_add_drain_all"};
    const Measurement measurement = window();
    ContentionCounter counter(measurement);
    for (const TraceEvent& event :
         {wait(99, CpuId{0}, lock_of_cpu_2, drain), wait(100, CpuId{0}, lock_of_cpu_2, drain),
          wait(150, CpuId{0}, lock_of_cpu_2, drain), wait(160, CpuId{0}, 0xffff888000000000, drain),
          wait(201, CpuId{0}, lock_of_cpu_2, drain)})
        counter.take(event);
    const std::vector<Contention> contentions = counter.contentions();
    ASSERT_EQ(contentions.size(), 1U);
    EXPECT_EQ(contentions[0].lock, "cpu_fbatches.remote_lock");
    EXPECT_EQ(contentions[0].owner, CpuId{2});
    EXPECT_EQ(contentions[0].cpu, CpuId{0});
    EXPECT_EQ(contentions[0].from, "lru_add_drain_cpu");
    EXPECT_EQ(contentions[0].number, 2U);
}

TEST(Contentions, CountAllOtherSpinlocksTogether) {
    Measurement measurement = window();
    measurement.tallies = {{"lock_contention_any", CpuId{1}, "any spinlock", 7},
                           {"lock_contention", CpuId{1}, "cpu_fbatches.remote_lock of CPU 2", 5}};
    const std::vector<Contention> contentions = ContentionCounter(measurement).contentions();
    ASSERT_EQ(contentions.size(), 1U);
    EXPECT_EQ(contentions[0].lock, other_spinlocks);
    EXPECT_EQ(contentions[0].cpu, CpuId{1});
    EXPECT_EQ(contentions[0].number, 2U);
}

TEST(Contentions, AreWantedByWhoeverStandsAboveTheSpinlockFunctions) {
    EXPECT_EQ(wanted_from({"optimized_callback", "native_queued_spin_lock_slowpath", "_raw_spin_lock_irqsave",
                           "folio_batch_move_lru"}),
              "folio_batch_move_lru");
    EXPECT_EQ(wanted_from({"native_queued_spin_lock_slowpath"}), "");
    EXPECT_EQ(wanted_from({}), "");
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/pending_sends.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const CpuId victim{2};

class Sends : public ::testing::Test {
  protected:
    void send(EventKind kind, const char* name, std::uint64_t object, CpuId target) {
        TraceEvent event;
        event.at = std::chrono::nanoseconds(++at_);
        event.kind = kind;
        event.name = name;
        event.object = object;
        event.pid = static_cast<int>(object); // of each its own sender
        event.targets = CpuSet{target};
        pending.sent(event, origins_.sent(event));
    }
    static TraceEvent arrival(const char* name, std::uint64_t object = 0) {
        TraceEvent event;
        event.cpu = victim;
        event.name = name;
        event.object = object;
        return event;
    }

    PendingSends pending{CpuSet{victim}};

  private:
    Origins origins_;
    std::int64_t at_ = 0;
};

TEST_F(Sends, AreAnsweredOnce) {
    send(EventKind::work_queued, "vmstat_update", 1, victim);
    EXPECT_EQ(pending.started_work(arrival("vmstat_update", 1)).size(), 1U);
    EXPECT_TRUE(pending.started_work(arrival("vmstat_update", 1)).empty());
}

TEST_F(Sends, ToOtherCpusAreNotKept) {
    send(EventKind::ipi_sent, "reschedule", 0, CpuId{0});
    EXPECT_TRUE(pending.received_ipi(arrival("reschedule")).empty());
}

// Two callers, of whom the second came when the first's interrupt was accepted and its handler not entered.
TEST_F(Sends, OneThatCameBeforeTheHandlerIsAnsweredByAnInterruptOfItsOwn) {
    send(EventKind::ipi_sent, "reschedule", 1, victim);
    send(EventKind::ipi_sent, "reschedule", 2, victim);
    EXPECT_EQ(pending.received_ipi(arrival("reschedule")).size(), 2U);
    EXPECT_TRUE(pending.received_ipi(arrival("irq_work")).empty());
    const std::vector<PendingSend> again = pending.received_ipi(arrival("reschedule"));
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again.front().group->number, 2U);
    EXPECT_TRUE(pending.received_ipi(arrival("reschedule")).empty());
}

TEST_F(Sends, OneThatWasAnsweredAloneIsAnsweredOnce) {
    send(EventKind::ipi_sent, "reschedule", 1, victim);
    EXPECT_EQ(pending.received_ipi(arrival("reschedule")).size(), 1U);
    EXPECT_TRUE(pending.received_ipi(arrival("reschedule")).empty());
}

TEST_F(Sends, WhatNothingAnswersIsForgotten) {
    constexpr std::uint64_t many = 40'000;
    for (std::uint64_t work = 1; work <= many; ++work) {
        send(EventKind::work_queued, "vmstat_update", work, victim);
        send(EventKind::ipi_sent, "irq_work", 0, victim);
    }
    EXPECT_TRUE(pending.started_work(arrival("vmstat_update", 1)).empty());
    EXPECT_EQ(pending.started_work(arrival("vmstat_update", many)).size(), 1U);
    EXPECT_LT(pending.received_ipi(arrival("irq_work")).size(), many / 2);
}

} // namespace
} // namespace cloister

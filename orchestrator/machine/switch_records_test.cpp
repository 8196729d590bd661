// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/switch_records.hpp"

#include <gtest/gtest.h>

#include <linux/perf_event.h>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

template <class Number>
void append(std::string& bytes, Number number) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::string record(std::uint32_t type, std::uint16_t misc, const std::string& fields, std::uint64_t time) {
    std::string body = fields;
    append(body, std::uint32_t{71}); // pid
    append(body, std::uint32_t{72}); // tid
    append(body, time);
    std::string bytes;
    append(bytes, perf_event_header{type, misc,
                                    static_cast<std::uint16_t>(sizeof(perf_event_header) + body.size())});
    return bytes + body;
}

std::string out(std::uint64_t time) {
    return record(PERF_RECORD_SWITCH, PERF_RECORD_MISC_SWITCH_OUT, "", time);
}
std::string preempted(std::uint64_t time) {
    return record(PERF_RECORD_SWITCH,
                  PERF_RECORD_MISC_SWITCH_OUT | PERF_RECORD_MISC_SWITCH_OUT_PREEMPT | PERF_RECORD_MISC_USER,
                  "", time);
}
std::string in(std::uint64_t time) {
    return record(PERF_RECORD_SWITCH, 0, "", time);
}
std::string lost(std::uint64_t number) {
    std::string fields;
    append(fields, std::uint64_t{5}); // id
    append(fields, number);
    return record(PERF_RECORD_LOST, 0, fields, 0);
}

std::vector<HostAbsence> absences(const std::string& records) {
    SwitchRecords reader(CpuId{2});
    reader.take(records);
    return reader.absences();
}

TEST(SwitchRecords, TellPreemptedFromWaiting) {
    EXPECT_EQ(absences(out(100) + in(140) + preempted(200) + in(210)),
              (std::vector<HostAbsence>{{CpuId{2}, nanoseconds(100), nanoseconds(140), Away::waiting},
                                        {CpuId{2}, nanoseconds(200), nanoseconds(210), Away::preempted}}));
}

TEST(SwitchRecords, WhoWasAwayBeforeOrIsStillIsNotTold) {
    EXPECT_TRUE(absences(in(140) + out(200)).empty());
}

TEST(SwitchRecords, NothingIsMadeUpWhereRecordsWereLost) {
    SwitchRecords reader(CpuId{2});
    reader.take(out(100) + lost(7));
    reader.take(in(900) + out(1000) + in(1010));
    EXPECT_EQ(reader.lost(), 7U);
    ASSERT_EQ(reader.absences().size(), 1U);
    EXPECT_EQ(reader.absences()[0].out, nanoseconds(1000));
}

TEST(SwitchRecords, OtherRecordsArePassedOver) {
    EXPECT_TRUE(absences(out(100) + record(PERF_RECORD_THROTTLE, 0, std::string(24, '\0'), 1)).empty());
    EXPECT_TRUE(absences(out(100) + in(140).substr(0, 20)).empty());
}

} // namespace
} // namespace cloister

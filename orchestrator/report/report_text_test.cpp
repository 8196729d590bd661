// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/report_text.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

Report sample() {
    Report report;
    report.verdict = Verdict::upheld;
    report.machine = "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3";
    report.claims = {
        {"local-drains-interrupt", Verdict::upheld, "1,000 of 1,000 armed drains interrupted", {}},
        {"quiet-baseline", Verdict::undecided, "no trial with no disturber was measured", {}}};
    CellReport local;
    local.mode = "local";
    local.workload = "spin-refill+drop_caches";
    local.armed = 1000;
    local.drain_caused[CpuId{2}] = {{ArrivalKind::drain_work, 500}, {ArrivalKind::ipi, 988}};
    local.drain_caused[CpuId{3}] = {{ArrivalKind::drain_work, 500}, {ArrivalKind::task_switch, 1000}};
    local.other = {{CpuId{2}, ArrivalKind::tick, "local_timer", 4}};
    CellReport storm;
    storm.mode = "remote";
    storm.workload = "fault-storm+drop_caches";
    storm.armed = 3;
    storm.other = {{CpuId{2}, ArrivalKind::lock_contention, "cpu_fbatches.remote_lock of CPU 2", 4}};
    storm.contentions = {{"cpu_fbatches.remote_lock", CpuId{2}, CpuId{2}, "__folio_batch_add_and_move", 60},
                         {"cpu_fbatches.remote_lock", CpuId{3}, CpuId{3}, "__folio_batch_add_and_move", 4},
                         {"cpu_fbatches.remote_lock", CpuId{2}, CpuId{0}, "lru_add_drain_cpu", 4},
                         {"other spinlocks", std::nullopt, CpuId{0}, "", 525}};
    report.cells = {local, storm};
    return report;
}

TEST(ReportText, FitsOneScreen) {
    EXPECT_EQ(report_text(sample(), Colour::no),
              R"(QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3
counts are exact, times indicative: not every guest ran under a KVM that works

               drains   work items     IPIs   switches    ticks
local           1,000        1,000      988      1,000        0   drop_caches
                             on isolated CPUs, caused by drains

           lock waits
remote             68   fault-storm+drop_caches
                   64     cpu_fbatches.remote_lock in __folio_batch_add_and_move
                    4     cpu_fbatches.remote_lock in lru_add_drain_cpu
                  525     other spinlocks

upheld     local-drains-interrupt  1,000 of 1,000 armed drains interrupted
undecided  quiet-baseline          no trial with no disturber was measured

other arrivals on isolated CPUs, not caused by drains:
  local spin-refill+drop_caches: 4 tick local_timer

upheld     is the worst of these verdicts
)");
}

TEST(ReportText, SaysThatNothingWasMeasured) {
    Report report = sample();
    report.not_measured = "nothing was measured: a fake";
    const std::string text = report_text(report, Colour::no);
    EXPECT_NE(text.find("nothing was measured: a fake\n"), std::string::npos);
    EXPECT_EQ(text.find("counts are exact"), std::string::npos);
}

TEST(ReportText, SaysAtWhatRateMemoryWasPressed) {
    Report report = sample();
    report.cells[0].pressure = Pressure{20'000, 998.4, 1000};
    report.cells[0].workload = "spin+pressure-anon";
    EXPECT_NE(report_text(report, Colour::no)
                  .find("\nlocal      20,000 pages by pressure-anon, 998 a second of 1,000 asked for\n\n"),
              std::string::npos);
    report.cells[0].pressure->wanted_pages_per_second.reset();
    EXPECT_NE(report_text(report, Colour::no).find("998 a second, as many as it could"), std::string::npos);
}

TEST(ReportText, SaysHowMuchAStormDid) {
    Report report = sample();
    report.cells[1].storm = Storm{51'200, 25'599.6};
    EXPECT_NE(report_text(report, Colour::no)
                  .find("\nremote     51,200 pages by fault-storm+drop_caches, 25,600 a second\n\n"),
              std::string::npos);
}

TEST(ReportText, SaysHowLocksWereHeldWhereTheKernelKnows) {
    using std::chrono::nanoseconds;
    Report report = sample();
    report.cells[1].lock_stat = {{"&lruvec->lru_lock",
                                  400,
                                  0,
                                  nanoseconds(0),
                                  nanoseconds(0),
                                  nanoseconds(9000),
                                  nanoseconds(150'000),
                                  {}},
                                 {"cpu_fbatches.remote_lock",
                                  4500,
                                  88,
                                  nanoseconds(1'234'500),
                                  nanoseconds(2'000'250),
                                  nanoseconds(75'110),
                                  nanoseconds(900'000),
                                  {{CpuId{0}, {400, nanoseconds(700'000), 0, nanoseconds(0)}},
                                   {CpuId{2}, {4100, nanoseconds(200'000), 87, nanoseconds(1'990'000)}}}}};
    EXPECT_NE(report_text(report, Colour::no).find(R"(
                                   taken   waits      waited, µs        held, µs
                                                    most    mean    most    mean
remote     fault-storm+drop_caches
  &lruvec->lru_lock                  400       0       -       -     9.0     0.4
  cpu_fbatches.remote_lock         4,500      88  1234.5    22.7    75.1     0.2
    CPU 0                            400       0               -             1.8
    CPU 2                          4,100      87            22.9             0.0
)"),
              std::string::npos);
}

TEST(ReportText, ColoursOnlyWhenAsked) {
    EXPECT_EQ(report_text(sample(), Colour::no).find('\x1b'), std::string::npos);
    EXPECT_NE(report_text(sample(), Colour::yes).find("\x1b[32mupheld"), std::string::npos);
}

TEST(ReportText, AProgramsFiguresStandBesideOurs) {
    Report report;
    report.programs.emplace();
    report.programs->push_back(
        {"local",
         "oslat+none",
         1,
         "/usr/bin/oslat",
         CpuId{2},
         {{"max", {41, "µs"}}, {"avg", {1.02, "µs"}}, {"from_5_us", {12, "gaps"}}},
         CountsBeside{3, std::chrono::microseconds(38), {{"tick", 1}, {"lru_add_drain_per_cpu", 2}}, 1500}});
    report.programs->push_back({"local", "oslat+none", 2, "/opt/mine", std::nullopt, {}, std::nullopt});
    const std::string text = report_text(report, Colour::no);
    const std::string expected = R"(local oslat+none, CPU 2
  oslat           max 41 µs, avg 1.0 µs, 12 gaps of 5 µs or more
  ours            3 interruptions, longest 38 µs (2 lru_add_drain_per_cpu, 1
                  tick); besides 1,500 that it asked for
local oslat+none, other CPUs, #2
  mine            nothing that we can read; see its output beside the record
)";
    EXPECT_NE(text.find(expected), std::string::npos) << text;
}

} // namespace
} // namespace cloister

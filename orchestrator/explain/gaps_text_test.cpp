// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/explain/gaps_text.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

TrialInterruptions watched() {
    TrialInterruptions trial;
    trial.window_opened = milliseconds(1000);
    trial.gaps[CpuId{2}] = {{GapMaker::interruption, {2, microseconds(90), microseconds(60)}},
                            {GapMaker::host_preempted, {1190, milliseconds(2300), milliseconds(4)}},
                            {GapMaker::host_waiting, {3, microseconds(60), microseconds(30)}},
                            {GapMaker::unexplained, {2, microseconds(27), microseconds(20)}}};
    trial.gaps[CpuId{3}] = {{GapMaker::interruption, {1, microseconds(70), microseconds(70)}}};
    trial.unexplained_gaps = {{CpuId{2}, milliseconds(1100), microseconds(7)},
                              {CpuId{2}, milliseconds(1312), microseconds(20)}};
    trial.absences[CpuId{2}] = {1200, milliseconds(2299), 1195, 5, 0};
    HostWatch& host = trial.host_watch.emplace();
    host.by = WatchedBy::perf;
    host.clock_error = microseconds(310);
    return trial;
}

TEST(GapsText, TellsWhoMadeThem) {
    const TrialInterruptions trial = watched();
    EXPECT_EQ(gaps_text({&trial}, true), //
              "    gaps    together   longest             made by\n"
              "       3      160 µs     70 µs             an interruption of the guest\n"
              "   1,190       2.3 s    4.0 ms             the host: another task had the CPU\n"
              "       3       60 µs     30 µs             the host: the vCPU's thread slept\n"
              "       2       27 µs     20 µs             neither, so the emulator\n"
              "  of these: CPU 2, 0.312000 s into the window of #1, 20 µs\n"
              "            CPU 2, 0.100000 s into the window of #1, 7 µs\n"
              "  the host took the threads off 1,200 times: 1,195 in gaps, 5 shorter than one,\n"
              "  0 not noticed; clocks within 310 µs\n");
    EXPECT_NE(gaps_text({&trial}, false).find("             unexplained\n"), std::string::npos);
}

TEST(GapsText, SaysWhereNobodyCouldTell) {
    TrialInterruptions trial = watched();
    trial.host_watch = HostWatch{WatchedBy::schedstat, "perf_event_open: Permission denied", {}, {}, {}, {}};
    trial.absences.clear();
    trial.gaps = {{CpuId{2}, {{GapMaker::unexplained, {2, microseconds(27), microseconds(20)}}}}};
    trial.unexplained_gaps.clear();
    EXPECT_EQ(gaps_text({&trial}, true), //
              "    gaps    together   longest             made by\n"
              "       2       27 µs     20 µs             the emulator, or the host unseen\n"
              "  the host's switches were not seen: perf_event_open: Permission denied\n");
    trial = watched();
    trial.host_watch->lost[CpuId{2}] = 12;
    EXPECT_NE(gaps_text({&trial}, true).find("  12 of the host's switches were lost in #1\n"),
              std::string::npos);
}

TEST(GapsText, NamesInterruptionsWithoutAGap) {
    TrialInterruptions trial;
    EXPECT_EQ(gaps_text({&trial}, true), "");
    trial.interruptions.resize(3);
    for (std::uint64_t i = 0; i < 3; ++i)
        trial.interruptions[i].number = 17 + i;
    trial.interruptions[0].noticed = trial.interruptions[2].noticed = Noticed::unnoticed;
    EXPECT_EQ(gaps_text({&trial}, true), "  without a gap, and long enough for one: #17, #19\n");
    for (int i = 0; i < 1000; ++i)
        trial.interruptions.push_back(trial.interruptions[2]);
    EXPECT_EQ(gaps_text({&trial}, true),
              "  without a gap, and long enough for one: #17, #19, #19 and 999 more\n");
}

} // namespace
} // namespace cloister

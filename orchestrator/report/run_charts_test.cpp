// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/run_charts.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

TrialInterruptions trial(const std::string& mode, const std::vector<std::string>& causes) {
    TrialInterruptions trial;
    trial.mode = mode;
    trial.workload = "spin-refill+drop_caches";
    for (const std::string& what : causes)
        trial.interruptions.emplace_back().cause.what = what;
    return trial;
}

DrainTally drains(std::uint64_t calls, std::chrono::nanoseconds took, std::chrono::nanoseconds longest) {
    DrainTally tally;
    tally.calls = calls;
    tally.call_total = took;
    tally.call_max = longest;
    return tally;
}

TEST(RunCharts, ShowModesBesideEachOther) {
    RunCharts charts;
    charts.take(trial("remote", {}), drains(50, milliseconds(100), milliseconds(3)),
                {{microseconds(5), 1000}});
    charts.take(trial("local", {"IPI", "IPI", "IPI", "IPI", "work lru_add_drain_per_cpu"}),
                drains(50, milliseconds(400), milliseconds(21)),
                {{microseconds(5), 1000}, {microseconds(10), 31}, {milliseconds(1), 1}});
    EXPECT_EQ(charts.text(), R"(Interruptions of isolated CPUs, by what came
remote spin-refill+drop_caches: none
local spin-refill+drop_caches
         4 ████████████████████████ IPI
         1 ██████                   work lru_add_drain_per_cpu

How long who drains waited        calls     mean                        longest
remote spin-refill+drop_caches       50   2.0 ms █████                   3.0 ms
local spin-refill+drop_caches        50   8.0 ms ████████████████████   21.0 ms

Gaps in spin-refill+drop_caches, by length; bars are logarithmic
                    local                            remote
     5 µs     1,000 ██████████████████████     1,000 ██████████████████████
    10 µs        31 ███████████
     1 ms         1 ██▎
)");
}

TEST(RunCharts, AddRepetitionsUpAndSayWhatWasLost) {
    RunCharts charts;
    charts.take(trial("local", {"tick"}), {}, {});
    TrialInterruptions lossy = trial("local", {"tick"});
    lossy.losses.emplace_back();
    charts.take(lossy, {}, {});
    EXPECT_EQ(charts.text(), R"(Interruptions of isolated CPUs, by what came
local spin-refill+drop_caches; events were lost, this is not all
         2 ████████████████████████ tick
)");
}

TEST(RunCharts, SayNothingOfNothing) {
    EXPECT_EQ(RunCharts().text(), "");
}

} // namespace
} // namespace cloister

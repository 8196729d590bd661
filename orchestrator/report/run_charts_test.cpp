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

TEST(RunCharts, ShowModesBesideEachOther) {
    RunCharts charts;
    charts.take(trial("remote", {}), {{microseconds(5), 1000}});
    charts.take(trial("local", {"IPI", "IPI", "IPI", "IPI", "work lru_add_drain_per_cpu"}),
                {{microseconds(5), 1000}, {microseconds(10), 31}, {milliseconds(1), 1}});
    EXPECT_EQ(charts.text(), R"(Interruptions of isolated CPUs, by what came
remote spin-refill+drop_caches: none
local spin-refill+drop_caches
         4 ████████████████████████ IPI
         1 ██████                   work lru_add_drain_per_cpu

Gaps in spin-refill+drop_caches, by length; bars are logarithmic
                    local                            remote
     5 µs     1,000 ██████████████████████     1,000 ██████████████████████
    10 µs        31 ███████████
     1 ms         1 ██▎
)");
}

TEST(RunCharts, AddRepetitionsUpAndSayWhatWasLost) {
    RunCharts charts;
    charts.take(trial("local", {"tick"}), {});
    TrialInterruptions lossy = trial("local", {"tick"});
    lossy.losses.emplace_back();
    charts.take(lossy, {});
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

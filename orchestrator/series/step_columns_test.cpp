// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/step_columns.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

StepCost cost(const std::string& operation, const std::string& mode, std::uint64_t instructions) {
    return {operation, mode, instructions, 10, 170, 0, std::nullopt};
}

SeriesReport sample() {
    SeriesReport series;
    series.steps.resize(4);
    for (StepReport& step : series.steps) {
        step.state = StepState::measured;
        step.drains = {{"local", 100, 100, 100, 183, 104, 70, 50, {}, {}}};
        step.costs = {cost("anon-fault", "local", 2788), cost("file-fault", "local", 1929)};
    }
    series.steps[1].state = StepState::left_out;
    series.steps[2].costs.front().instructions -= 1002;
    series.steps[3].costs.front().instructions += 18;
    series.steps[3].drains.push_back({"remote", 100, 100, 0, 0, 0, 0, 50, {}, {}});
    series.steps[3].costs.push_back(cost("anon-fault", "remote", 2809));
    return series;
}

TEST(StepColumns, HaveAColumnForEachStepThatWasNotLeftOut) {
    EXPECT_EQ(step_columns(sample()),
              R"(At a glance, a column for each of steps 0,2-3, and the last one's number:
work items, IPIs and switches on isolated CPUs; instructions against the base
  caused by drains    local           387  ███
  caused by drains    remote            0  ··▁
  anon-fault          local           +18  █▁█
  anon-fault          remote          +21  ··█
  the same in every step: file-fault local
)");
}

TEST(StepColumns, ShowNoCostThatIsInvalid) {
    SeriesReport series = sample();
    series.steps[3].costs.front().invalid = "two boots differ";
    EXPECT_NE(step_columns(series).find("anon-fault          local        -1,002  █▁·\n"), std::string::npos);
}

TEST(StepColumns, SayNothingOfNothing) {
    EXPECT_EQ(step_columns({}), "");
}

} // namespace
} // namespace cloister

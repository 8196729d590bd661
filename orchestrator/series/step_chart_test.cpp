// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/step_chart.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SeriesReport sample() {
    SeriesReport series;
    series.name = "6.12";
    series.steps.resize(3);
    series.steps[0].subject = "base";
    series.steps[1].subject = "mm/swap: a <lock> & its \"batch\"";
    series.steps[2].subject = "mm/swap: drain remotely";
    for (StepReport& step : series.steps) {
        step.state = StepState::measured;
        step.drains = {{"local", 100, 100, 100, 183, 104, 70, 50, {}, {}}};
        step.costs = {{"anon-fault", "local", 2788, 10, 170, 0, std::nullopt}};
    }
    series.steps[2].drains.push_back({"remote", 100, 100, 0, 0, 0, 0, 50, {}, {}});
    series.steps[2].costs.push_back({"anon-fault", "remote", 2808, 11, 170, 0, std::nullopt});
    return series;
}

std::size_t times(const std::string& part, const std::string& text) {
    std::size_t number = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++number;
    return number;
}

TEST(StepChart, HasABarForEachStepAndMode) {
    const std::string chart = step_chart(sample());
    EXPECT_EQ(times("local: 100 work items, 183 IPIs, 104 switches of 100 armed drains", chart), 3U);
    EXPECT_EQ(times("remote: 0 work items, 0 IPIs, 0 switches of 100 armed drains", chart), 1U);
    EXPECT_EQ(times(">387<", chart), 3U);
    EXPECT_THAT(chart, HasSubstr("that 100 armed drains caused"));
}

TEST(StepChart, TellsCostsByTheirDifference) {
    const std::string chart = step_chart(sample());
    EXPECT_THAT(chart, HasSubstr(">2,788<"));
    EXPECT_EQ(times(">=<", chart), 2U);
    EXPECT_EQ(times(">+20<", chart), 1U);
    EXPECT_THAT(chart, HasSubstr("+20/+1/+0 kernel instructions/locked ones/cache lines"));
}

TEST(StepChart, GoesFromBarsToCostsToSubjects) {
    const std::string chart = step_chart(sample());
    EXPECT_LT(chart.find("work items, IPIs, switches away"),
              chart.find("Kernel instructions of one operation"));
    EXPECT_LT(chart.find("Kernel instructions of one operation"), chart.find(">2 mm/swap: drain remotely<"));
}

TEST(StepChart, NamesABadStepAndWhatWasNotMeasured) {
    SeriesReport series = sample();
    series.steps[1].state = StepState::build_failed;
    series.steps[1].drains.clear();
    series.first_bad = 1;
    EXPECT_THAT(step_chart(series), HasSubstr("does not build"));
    EXPECT_THAT(step_chart(series), HasSubstr(": the first bad one"));
    series.steps[1].state = StepState::left_out;
    EXPECT_THAT(step_chart(series), Not(HasSubstr("a &lt;lock")));
}

TEST(StepChart, TextOfOthersStaysText) {
    EXPECT_THAT(step_chart(sample()), HasSubstr("a &lt;lock&gt; &amp; its &quot;batch&quot;"));
    EXPECT_THAT(step_chart({}), HasSubstr("<svg"));
    SeriesReport replayed = sample();
    replayed.not_measured = "a fake machine";
    EXPECT_THAT(step_chart(replayed), HasSubstr("class=\"bad\">a fake machine"));
}

} // namespace
} // namespace cloister

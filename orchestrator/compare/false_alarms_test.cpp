// SPDX-License-Identifier: GPL-2.0-or-later
// Whole comparisons of 40 cells each, drawn at random: how often is there an alarm where nothing changed, and
// how often none where something did? The figures are printed; the seed is fixed.
#include "orchestrator/compare/compare.hpp"
#include "orchestrator/compare/decide.hpp"
#include "orchestrator/compare/sample_trials.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <random>

namespace cloister {
namespace {

constexpr std::size_t cells = 40;
constexpr int pairs = 1000;

using Random = std::mt19937_64;

std::uint64_t poisson(double mean, Random& random) {
    return mean > 0 ? std::poisson_distribution<std::uint64_t>(mean)(random) : 0;
}

// What both sides have in common: how much comes in a cell, and by what.
struct Nature {
    std::size_t cell = 0;
    double by_clock = 0; // in 10 s
    double by_calls = 0; // in 500 drain calls
};

std::array<Nature, cells> natures() {
    constexpr std::array<double, 8> rates{0, 0, 0.05, 0.5, 2, 10, 100, 1000};
    std::array<Nature, cells> all;
    for (std::size_t i = 0; i < cells; ++i) {
        all[i] = {i, rates[i % rates.size()], 0};
        if (i % 3 == 0)
            std::swap(all[i].by_clock, all[i].by_calls);
    }
    return all;
}

// A host that is busy makes counted windows longer, up to three times.
ComparedTrial drawn(const Nature& nature, const std::string& kernel, Random& random) {
    const std::string mode = nature.cell % 2 == 0 ? "local" : "remote";
    const bool counted = nature.cell % 4 < 2;
    ComparedTrial trial = counted ? drained(mode, kernel) : quiet(mode, kernel);
    TrialRecord& record = trial.judged.record;
    record.spec.mode.name = record.spec.cell.mode = mode + std::to_string(nature.cell);
    const double stretched = counted ? std::uniform_real_distribution<double>(1, 3)(random) : 1;
    record.measurement->window_closed = std::chrono::nanoseconds(static_cast<std::int64_t>(1e10 * stretched));
    interrupt(trial, poisson(nature.by_clock * stretched, random), "by_the_clock");
    interrupt(trial, poisson(nature.by_calls, random), "by_the_calls");
    return trial;
}

ComparedSide drawn(const std::string& kernel, const std::array<Nature, cells>& all, Random& random) {
    ComparedSide one = side(kernel, {});
    for (const Nature& nature : all)
        one.trials.push_back(drawn(nature, kernel, random));
    return one;
}

bool any_changed(const Comparison& comparison) {
    for (const ComparedCell& cell : comparison.cells)
        for (const ComparedQuantity& quantity : cell.quantities)
            if (quantity.change != Change::none)
                return true;
    return false;
}

TEST(FalseAlarms, AreAtMostOneInAHundredComparisons) {
    Random random(20261126);
    const std::array<Nature, cells> all = natures();
    int worse = 0;
    int changed = 0;
    std::uint64_t tests = 0;
    for (int i = 0; i < pairs; ++i) {
        const Comparison comparison = compare(drawn("6.12@6", all, random), drawn("6.12", all, random), {});
        ASSERT_EQ(comparison.cells.size(), cells);
        tests += comparison.tests;
        worse += comparison.verdict == ComparisonVerdict::worse ? 1 : 0;
        changed += any_changed(comparison) ? 1 : 0;
    }
    std::printf("%d pairs of %zu cells, %.0f tests each: %d told of a change, %d of something worse\n", pairs,
                cells, static_cast<double>(tests) / pairs, changed, worse);
    EXPECT_LE(changed, pairs / 100);
}

// What is said of the smallest rate that is found holds in whole comparisons: planted, it is found 85 times
// in 100.
TEST(FalseAlarms, AreNotBoughtByMissingWhatIsSaidToBeFound) {
    Random random(20261127);
    const std::array<Nature, cells> all = natures();
    constexpr std::size_t planted = 2; // a quiet one
    constexpr double cpu_seconds = 20;
    for (const double old_mean : {0.0, 3.0, 50.0}) {
        ComparedSide old_side = drawn("6.12@6", all, random);
        ComparedSide new_side = drawn("6.12", all, random);
        const auto plant = [&](double new_mean) {
            old_side.trials[planted] = drawn({planted, 0, 0}, "6.12@6", random);
            new_side.trials[planted] = drawn({planted, 0, 0}, "6.12", random);
            interrupt(old_side.trials[planted],
                      new_mean < 0 ? static_cast<std::uint64_t>(old_mean) : poisson(old_mean, random));
            interrupt(new_side.trials[planted],
                      new_mean < 0 ? static_cast<std::uint64_t>(old_mean) : poisson(new_mean, random));
        };
        plant(-1); // as many as are to be expected
        Comparison told = compare(old_side, new_side, {});
        tell_bounds(told);
        const double new_mean = told.cells[planted].quantities.front().found_from.value() * cpu_seconds;
        constexpr int tries = 200;
        int found = 0;
        for (int i = 0; i < tries; ++i) {
            plant(new_mean);
            found += compare(old_side, new_side, {}).verdict == ComparisonVerdict::worse ? 1 : 0;
        }
        std::printf("from %g to %.1f in %g CPU seconds, among %llu tests: found in %d of %d\n", old_mean,
                    new_mean, cpu_seconds, static_cast<unsigned long long>(told.tests), found, tries);
        EXPECT_GE(found, tries * 85 / 100);
    }
}

} // namespace
} // namespace cloister

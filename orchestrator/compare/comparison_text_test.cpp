// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/comparison_text.hpp"

#include "orchestrator/compare/compare.hpp"
#include "orchestrator/compare/decide.hpp"
#include "orchestrator/compare/sample_trials.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace cloister {
namespace {

Comparison sample() {
    ComparedSide old_side = side(
        "runs/before", {drained("local", "6.12@6"), drained("remote", "6.12@6"), quiet("local", "6.12@6")});
    ComparedSide new_side =
        side("runs/after", {drained("local"), drained("remote"), quiet("local"), quiet("remote")});
    new_side.trials[0].judged.record.spec.memory_mib = 512;
    new_side.trials[1].judged.observation->drain_caused[CpuId{3}][ArrivalKind::ipi] = 1;
    interrupt(old_side.trials[2], 40);
    interrupt(new_side.trials[2], 4);
    Comparison comparison = compare(old_side, new_side, {});
    tell_bounds(comparison);
    return comparison;
}

TEST(ComparisonText, TellsWhatGotWorseFirst) {
    EXPECT_EQ(comparison_text(sample(), Unchanged::counted),
              "old  runs/before\n"
              "new  runs/after\n"
              "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3\n"
              "counts are exact, times indicative: not every guest ran under a KVM that works\n"
              "\n"
              "worse\n"
              "  6.12@6 → 6.12 remote spin-refill+drop_caches\n"
              "    work items, IPIs and switches by drains: 0 → 1 in 500 drain calls each;\n"
              "      none is claimed, one refutes it\n"
              "\n"
              "better\n"
              "  6.12@6 → 6.12 local spin+none\n"
              "    interruptions: vmstat_update by vmstat_shepherd: 40 → 4 in 20 CPU seconds\n"
              "      each; 0.026 to 0.28 times; p 3.4e-08\n"
              "\n"
              "invalid\n"
              "  6.12@6 → 6.12 local spin-refill+drop_caches\n"
              "    memory: 1024 MiB in old, 512 MiB in new\n"
              "\n"
              "only in new\n"
              "  6.12 remote spin+none\n"
              "\n"
              "unchanged  3 numbers in 1 cell\n"
              "\n"
              "worse would have been found 9 times in 10\n"
              "  6.12@6 → 6.12 remote spin-refill+drop_caches\n"
              "    work items, IPIs and switches by drains: from 0.00461 arrivals a drain call\n"
              "    other interruptions: from 0.65 interruptions a CPU second\n"
              "  6.12@6 → 6.12 local spin+none\n"
              "    interruptions: vmstat_update by vmstat_shepherd: from 4.31 interruptions a\n"
              "      CPU second\n"
              "\n"
              "2 tests: at most 1 % for one false alarm among all; rates count from 20 % on\n"
              "worse\n");
}

TEST(ComparisonText, ListsWhatIsUnchangedWhereItIsWanted) {
    const std::string text = comparison_text(sample(), Unchanged::listed);
    EXPECT_THAT(text, ::testing::HasSubstr(
                          "    armed drains that were not done: 0 → 0 in 1,000 armed drains each\n"));
}

TEST(ComparisonText, FitsEightyColumns) {
    std::istringstream lines(comparison_text(sample(), Unchanged::listed));
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(std::count_if(line.begin(), line.end(),
                                [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }),
                  80)
            << line;
}

} // namespace
} // namespace cloister

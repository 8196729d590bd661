// SPDX-License-Identifier: GPL-2.0-or-later
// The samples are what the tools wrote, cut to what is looked at.
#include "orchestrator/figures/known_tools.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

std::vector<ToolFigures> figures(const std::string& tool, const std::string& output,
                                 const std::string& written) {
    return known_tool("/usr/bin/" + tool)->figures(output, written);
}

double value(const ToolFigures& figures, const std::string& name) {
    return figures.numbers.at(name).value;
}

TEST(KnownTools, CyclictestTellsEachThread) {
    const auto all = figures("cyclictest", "T: 0 …", R"({
  "file_version": 1,
  "cmdline:": "cyclictest -q --json=c.json",
  "rt_test_version:": "2.40",
  "num_threads": 2,
  "resolution_in_ns": 0,
  "thread": {
    "0": { "histogram": {      }, "cycles": 2997, "min": 6, "max": 205, "avg": 20.64, "cpu": 2, "node": 0 },
    "1": { "histogram": {      }, "cycles": 1997, "min": 9, "max": 4224, "avg": 25.77, "cpu": 3, "node": 0 }
  }
})");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].cpu, CpuId{3});
    EXPECT_EQ(value(all[1], "max"), 4224);
    EXPECT_EQ(value(all[1], "avg"), 25.77);
    EXPECT_EQ(value(all[1], "cycles"), 1997);
}

TEST(KnownTools, OslatTellsHowOftenItDidNotRunForLong) {
    const auto all = figures("oslat", "", R"({
  "thread": {
    "0": { "cpu": 2, "freq": 2597, "min": 1, "avg": 1.002262, "max": 12049, "duration": 2.003,
      "histogram": { "1": 78265221, "2": 420, "4": 29, "5": 5, "7": 9, "8": 732 } }
  }
})");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(value(all[0], "max"), 12049);
    EXPECT_EQ(value(all[0], "from_5_us"), 746);
}

TEST(KnownTools, RtlaTellsTheNoiseOfEachCpu) {
    const auto all = figures("rtla",
                             R"(
                                          Operating System Noise
duration:   0 00:00:03 | time is in us
CPU Period       Runtime        Noise  % CPU Aval   Max Noise   Max Single          HW          NMI          IRQ
  2 #2           2021085      1718679    14.96255      922020       144046         329            0            7
)"
                             "  3 #3           3031886      2320687    23.45731      874534       157751   "
                             "     1054            0            7            0            4\n",
                             "");
    ASSERT_EQ(all.size(), 1U); // the other line is cut off
    EXPECT_EQ(all[0].cpu, CpuId{3});
    EXPECT_EQ(value(all[0], "max"), 157751);
    EXPECT_EQ(value(all[0], "noise"), 2320687);
    EXPECT_EQ(value(all[0], "irqs"), 7);
    EXPECT_EQ(value(all[0], "threads"), 4);
}

TEST(KnownTools, StressNgTellsItsBogoOps) {
    const auto all = figures("stress-ng", "", R"(---
metrics:
    - stressor: vm
      bogo-ops: 107102
      bogo-ops-per-second-usr-sys-time: 59158.484886
    - stressor: fork
      bogo-ops: 12
...
)");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].cpu, std::nullopt);
    EXPECT_EQ(value(all[0], "vm"), 107102);
    EXPECT_EQ(value(all[0], "fork"), 12);
}

TEST(KnownTools, WhatIsCutOffOrNotThereHasNoFigures) {
    for (const char* tool : {"cyclictest", "oslat", "rtla", "stress-ng"}) {
        EXPECT_TRUE(figures(tool, "", "").empty()) << tool;
        EXPECT_TRUE(figures(tool, "killed", R"({"thread": {"0": {"cpu": 2, "max")").empty()) << tool;
        EXPECT_TRUE(figures(tool, "", R"({"thread": [7]})").empty()) << tool;
    }
}

TEST(KnownTools, NameTheirPackage) {
    EXPECT_EQ(where_from("/usr/bin/oslat"), ": Debian's package rt-tests has it");
    EXPECT_EQ(where_from("/opt/mine"), "");
    EXPECT_EQ(known_tool("/opt/mine"), nullptr);
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/interrupts.hpp"

#include <gtest/gtest.h>

namespace cloister::agent {
namespace {

constexpr const char* before = "           CPU0       CPU2       \n"
                               "  4:         10          0   IO-APIC   4-edge      ttyS0\n"
                               "LOC:        500         12   Local timer interrupts\n"
                               "ERR:          0\n";
constexpr const char* after = "           CPU0       CPU2       \n"
                              "  4:         10          0   IO-APIC   4-edge      ttyS0\n"
                              "RES:          0          3   Rescheduling interrupts\n"
                              "LOC:        777         12   Local timer interrupts\n"
                              "ERR:          0\n";

TEST(Interrupts, ColumnsBelongToTheCpusOfTheHead) {
    const Interrupts interrupts = parse_interrupts(after);
    EXPECT_EQ(interrupts.at("LOC").at(CpuId{2}), 12U);
    EXPECT_EQ(interrupts.at("4").at(CpuId{0}), 10U);
    EXPECT_FALSE(interrupts.contains("ERR"));
}

TEST(Interrupts, OnlyWhatGrewIsLeft) {
    const Interrupts difference = grown(parse_interrupts(before), parse_interrupts(after));
    EXPECT_EQ(difference, (Interrupts{{"LOC", {{CpuId{0}, 277}}}, {"RES", {{CpuId{2}, 3}}}}));
}

} // namespace
} // namespace cloister::agent

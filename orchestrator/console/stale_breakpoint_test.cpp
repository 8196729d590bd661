// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/stale_breakpoint.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const std::string oops = "[    1.9] Oops: int3: 0000 [#1] PREEMPT SMP\r\n";

MachineFacts machine(const std::string& accelerator, const std::string& version) {
    MachineFacts facts;
    facts.accelerator = accelerator;
    facts.version = version;
    return facts;
}

TEST(StaleBreakpoint, IsWhatAnOldEmulatorMayHaveMade) {
    EXPECT_EQ(stale_breakpoint(oops, machine("tcg", "QEMU 7.2.22")), "Oops: int3: 0000 [#1] PREEMPT SMP");
    EXPECT_EQ(stale_breakpoint(oops, machine("tcg", "QEMU 8.0.5")), "Oops: int3: 0000 [#1] PREEMPT SMP");
}

TEST(StaleBreakpoint, IsTheKernelsWhereTheMachineMakesNone) {
    EXPECT_EQ(stale_breakpoint(oops, machine("kvm", "QEMU 7.2.22")), std::nullopt);
    EXPECT_EQ(stale_breakpoint(oops, machine("tcg", "QEMU 8.1.0")), std::nullopt);
    EXPECT_EQ(stale_breakpoint(oops, machine("tcg", "QEMU 10.0.2")), std::nullopt);
    EXPECT_EQ(stale_breakpoint(oops, machine("tcg", "")), std::nullopt);
}

TEST(StaleBreakpoint, IsNoOtherComplaint) {
    EXPECT_EQ(stale_breakpoint("[ 1.0] Oops: 0002 [#1] SMP\n", machine("tcg", "QEMU 7.2.22")), std::nullopt);
    EXPECT_EQ(stale_breakpoint("[ 1.0] BUG: first\n" + oops, machine("tcg", "QEMU 7.2.22")), std::nullopt);
}

} // namespace
} // namespace cloister

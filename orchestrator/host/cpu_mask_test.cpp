// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/cpu_mask.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cloister {
namespace {

TEST(CpuMask, IsReadAsKernelsWriteIt) {
    EXPECT_EQ(parse_cpu_mask("3").list(), "0-1");
    EXPECT_EQ(parse_cpu_mask("0000000b").list(), "0-1,3");
    EXPECT_EQ(parse_cpu_mask("1,00000000,80000001").list(), "0,31,64");
    EXPECT_EQ(parse_cpu_mask("0").list(), "");
}

TEST(CpuMask, IsWrittenInGroupsOf32) {
    for (const char* mask : {"0", "3", "b", "ffffffff", "1,00000000", "1,00000000,80000001"})
        EXPECT_EQ(cpu_mask(parse_cpu_mask(mask)), mask);
}

TEST(CpuMask, RefusesWhatIsNone) {
    for (const char* mask : {"", "x", "3,", ",3", "0-1", "123456789"})
        EXPECT_THROW(parse_cpu_mask(mask), std::invalid_argument) << mask;
}

} // namespace
} // namespace cloister

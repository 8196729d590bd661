// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/wire/raw_gaps.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cloister::wire {
namespace {

const CpuId cpu{2};
const std::vector<SubjectGap> gaps{{cpu, std::chrono::nanoseconds(100), std::chrono::nanoseconds(5), true},
                                   {cpu, std::chrono::nanoseconds(900), std::chrono::nanoseconds(7), false}};

TEST(RawGaps, SurviveARoundTrip) {
    EXPECT_EQ(parse_raw_gaps(cpu, raw_gaps(gaps)), gaps);
    EXPECT_TRUE(parse_raw_gaps(cpu, "").empty());
}

TEST(RawGaps, RefusesAFileThatIsCutOff) {
    std::string bytes = raw_gaps(gaps);
    bytes.pop_back();
    EXPECT_THROW(parse_raw_gaps(cpu, bytes), std::runtime_error);
}

} // namespace
} // namespace cloister::wire

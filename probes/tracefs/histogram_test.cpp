// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/tracefs/histogram.hpp"

#include <gtest/gtest.h>
#include <stdexcept>

namespace cloister {
namespace {

using Rows = std::map<std::vector<std::string>, std::uint64_t>;

constexpr const char* two_histograms = R"(# event histogram
#
# trigger info: hist:keys=cpu,function.sym:vals=hitcount:sort=hitcount:size=2048 if function == 0xffffffff811d3f40 [active]
#

{ cpu:          3, function: [ffffffff811d3f40] lru_add_drain_per_cpu                        } hitcount:        499
{ cpu:          2, function: [ffffffff811d3f40] lru_add_drain_per_cpu                        } hitcount:        500

Totals:
    Hits: 1000
    Entries: 2
    Dropped: 1


# event histogram
#
# trigger info: hist:keys=cpu:vals=hitcount:sort=hitcount:size=2048 [active]
#

{ cpu:          2 } hitcount:       1204

Totals:
    Hits: 1204
    Entries: 1
    Dropped: 0
)";

TEST(Histogram, RowsByCpuAndFunction) {
    const std::vector<HistogramText> histograms = parse_histograms(two_histograms);
    ASSERT_EQ(histograms.size(), 2U);
    EXPECT_EQ(histograms[0].rows,
              (Rows{{{"2", "lru_add_drain_per_cpu"}, 500}, {{"3", "lru_add_drain_per_cpu"}, 499}}));
    EXPECT_EQ(histograms[1].rows, (Rows{{{"2"}, 1204}}));
}

TEST(Histogram, AValueIsSummed) {
    const std::vector<HistogramText> histograms = parse_histograms(
        "# trigger info: hist:keys=name,common_cpu:vals=hitcount,held:sort=hitcount:size=2048 [active]\n"
        "{ name: &lruvec->lru_lock                   , common_cpu:          2 } hitcount:          3  held:  "
        "     4711\n");
    EXPECT_EQ(histograms.at(0).rows, (Rows{{{"&lruvec->lru_lock", "2"}, 3}}));
    EXPECT_EQ(histograms.at(0).sums, (Rows{{{"&lruvec->lru_lock", "2"}, 4711}}));
    EXPECT_TRUE(parse_histograms(two_histograms).at(0).sums.empty());
}

TEST(Histogram, DroppedHitsAreReadForEach) {
    const std::vector<HistogramText> histograms = parse_histograms(two_histograms);
    EXPECT_EQ(histograms[0].dropped, 1U);
    EXPECT_EQ(histograms[1].dropped, 0U);
}

TEST(Histogram, AKeyThatIsPrintedTwiceIsOne) {
    const std::vector<HistogramText> histograms =
        parse_histograms("# trigger info: hist:keys=common_cpucommon_cpu,vec:vals=hitcount [active]\n"
                         "{ common_cpu:          2, vec:          1 } hitcount:          7\n");
    EXPECT_EQ(histograms.at(0).trigger, "hist:keys=common_cpu,vec:vals=hitcount [active]");
    EXPECT_EQ(histograms.at(0).rows, (Rows{{{"2", "1"}, 7}}));
}

TEST(Histogram, AValueMayHoldAComma) {
    const auto histograms =
        parse_histograms("# trigger info: hist:keys=common_cpu,next_comm:vals=hitcount\n"
                         "{ common_cpu:          2, next_comm: a, b             } hitcount:   7\n");
    EXPECT_EQ(histograms.at(0).rows, (Rows{{{"2", "a, b"}, 7}}));
}

TEST(Histogram, AnOddLineIsAnErrorNotZero) {
    EXPECT_THROW(
        parse_histograms("# trigger info: hist:keys=cpu,name:vals=hitcount\n{ cpu: 2 } hitcount: 7\n"),
        std::runtime_error);
}

} // namespace
} // namespace cloister

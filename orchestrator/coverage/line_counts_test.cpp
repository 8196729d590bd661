// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/coverage/line_counts.hpp"

#include "results-schema/json_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

const TouchedLines touched{{"mm/swap.c", {10, 11, 12}}, {"include/linux/swap.h", {5}}};

std::string line(int number, int count, const std::string& branches = "") {
    return "{\"line_number\":" + std::to_string(number) + ",\"count\":" + std::to_string(count) +
           ",\"unexecuted_block\":false,\"function_name\":\"f\",\"branches\":[" + branches + "]}";
}
std::string branch(int count) {
    return "{\"fallthrough\":true,\"throw\":false,\"count\":" + std::to_string(count) + "}";
}
std::string file(const std::string& path, const std::string& lines) {
    return "{\"file\":\"" + path + "\",\"functions\":[],\"lines\":[" + lines + "]}";
}
std::string document(const std::string& files) {
    return R"({"gcc_version":"12.2.0","files":[)" + files + R"(],"format_version":"1"})";
}

TEST(LineCounts, AreThoseOfTouchedLinesThatAreCode) {
    const LineCounts counts =
        line_counts(document(file("mm/swap.c", line(9, 1) + "," + line(10, 7, branch(7) + "," + branch(0)) +
                                                   "," + line(12, 0)) +
                             "," + file("./include/linux/swap.h", line(5, 3)) + "," +
                             file("include/linux/mm.h", line(5, 3))),
                    touched);
    EXPECT_THAT(counts, ElementsAre(Pair("include/linux/swap.h", ElementsAre(Pair(5, LineCount{3, {}}))),
                                    Pair("mm/swap.c", ElementsAre(Pair(10, LineCount{7, {7, 0}}),
                                                                  Pair(12, LineCount{0, {}})))));
}

TEST(LineCounts, AddUpOverObjectsAndGuests) {
    LineCounts sum =
        line_counts(document(file("mm/swap.c", line(10, 0) + "," + line(11, 2, branch(0)))), touched);
    add(sum,
        line_counts(document(file("mm/swap.c", line(10, 4) + "," + line(11, 1, branch(1) + "," + branch(0)))),
                    touched));
    EXPECT_THAT(sum, ElementsAre(Pair("mm/swap.c", ElementsAre(Pair(10, LineCount{4, {}}),
                                                               Pair(11, LineCount{3, {1, 0}})))));
}

TEST(LineCounts, ComeToASum) {
    const LineCounts counts{{"a.c", {{1, {3, {3, 0}}}, {2, {0, {}}}}}, {"b.c", {{9, {1, {1}}}}}};
    const CoverageSum sum = sum_of(counts);
    EXPECT_EQ(sum.lines, 3U);
    EXPECT_EQ(sum.run, 2U);
    EXPECT_EQ(sum.branches, 3U);
    EXPECT_EQ(sum.taken, 2U);
}

TEST(LineCounts, NameWhatNeverRan) {
    EXPECT_EQ(never_run({{"a.c", {{1, {0, {}}}, {2, {0, {}}}, {4, {0, {}}}, {5, {1, {}}}, {9, {0, {}}}}},
                         {"b.c", {{1, {1, {}}}}},
                         {"c.c", {{7, {0, {}}}}}}),
              "a.c:1-4, 9; c.c:7");
}

TEST(LineCounts, RefuseWhatIsNotGcovs) {
    EXPECT_THROW(line_counts("mm/swap.gcno:stamp mismatch", touched), SchemaError);
    EXPECT_THROW(line_counts(R"({"files":[{"lines":[]}]})", touched), SchemaError);
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/trend.hpp"
#include "orchestrator/history/trend_text.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// However it is wrapped.
std::string told(const Trend& trend) {
    std::string words;
    for (const char c : trend_text(trend))
        if (!(c == ' ' || c == '\n'))
            words += c;
        else if (!words.ends_with(' '))
            words += ' ';
    return words;
}

// One run a night, each with a kernel of its own.
TrackRows nights(const std::vector<std::uint64_t>& numbers, ComparedBy by = ComparedBy::rate) {
    TrackRows track;
    track.cell = {"6.12", "remote", "spin-refill+drop_caches"};
    track.machine = "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3";
    QuantityRow row;
    row.name = by == ComparedBy::exactly ? "instructions" : "other interruptions";
    row.by = by;
    row.unit = by == ComparedBy::exactly ? "instructions" : "interruptions";
    if (by != ComparedBy::exactly)
        row.over = {"CPU second"};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::string night = std::to_string(10 + i);
        track.runs.push_back({{i + 1, "2026-11-" + night + "T03:00:00Z", "runs/" + night},
                              {{"sha256:0000000000" + night + "ffff", "linux 6.12"}},
                              {"aaaa"},
                              5});
        row.runs.push_back(i);
        row.counted.push_back(
            {numbers[i], by == ComparedBy::exactly ? std::vector<double>{} : std::vector<double>{20}});
    }
    track.quantities.push_back(row);
    return track;
}

TEST(Trend, NamesTheFirstBadRunAndTheKernelsBetween) {
    const Trend trend = trend_of("h.db", {nights({4, 6, 5, 70, 66})}, {});
    EXPECT_EQ(trend.verdict, ComparisonVerdict::worse);
    const TrendChange& change = trend.tracks.at(0).quantities.at(0).changes.at(0);
    EXPECT_EQ(change.last_before.number, 3U);
    EXPECT_EQ(change.first_after.number, 4U);
    ASSERT_EQ(change.kernels.size(), 2U);
    EXPECT_EQ(change.before.number, 15);
    EXPECT_EQ(change.after.number, 136);
    EXPECT_EQ(change.after.over, std::vector<double>{40});
    const std::string text = told(trend);
    EXPECT_THAT(text, HasSubstr("from run 4 on (2026-11-13T03:00:00Z), last before: 3 (2026-11-12)"));
    EXPECT_THAT(text, HasSubstr("kernels sha256:000000000012 → sha256:000000000013"));
    EXPECT_THAT(text, HasSubstr("0.25 → 3.4 a CPU second (15 in 60 CPU seconds → 136 in 40 CPU seconds)"));
}

// What was booted in a night that counted nothing may be to blame as well.
TEST(Trend, TellsOfKernelsWhoseTrialsProvedNothing) {
    TrackRows track = nights({4, 6, 5, 70, 66});
    QuantityRow& row = track.quantities.front();
    row.runs.erase(row.runs.begin() + 3);
    row.counted.erase(row.counted.begin() + 3);
    track.runs[3].trials = 0;
    const Trend trend = trend_of("h.db", {track}, {});
    const TrendChange& change = trend.tracks.at(0).quantities.at(0).changes.at(0);
    EXPECT_EQ(change.first_after.number, 5U);
    EXPECT_EQ(change.kernels.size(), 3U);
    EXPECT_EQ(trend.tracks.at(0).runs, 4U);
}

TEST(Trend, IsNotWorseWhereItWasMended) {
    const Trend trend = trend_of("h.db", {nights({4, 6, 5, 70, 66, 3, 5, 4})}, {});
    EXPECT_EQ(trend.tracks.at(0).quantities.at(0).changes.size(), 2U);
    EXPECT_EQ(trend.verdict, ComparisonVerdict::not_worse);
}

TEST(Trend, TellsOneInstruction) {
    const Trend trend = trend_of("h.db", {nights({2788, 2788, 2789}, ComparedBy::exactly)}, {});
    EXPECT_EQ(trend.verdict, ComparisonVerdict::worse);
    EXPECT_EQ(trend.tests, 0U);
    EXPECT_THAT(told(trend), HasSubstr(" worse instructions: 2,788 → 2,789 from run 3 on"));
}

TEST(Trend, SaysThatNothingChanged) {
    const Trend trend = trend_of("h.db", {nights({4, 6, 5})}, {});
    EXPECT_EQ(trend.verdict, ComparisonVerdict::not_worse);
    EXPECT_THAT(told(trend), HasSubstr("nothing changed in 1 number"));
    const Trend single = trend_of("h.db", {nights({4})}, {});
    EXPECT_EQ(single.verdict, ComparisonVerdict::undecided);
    EXPECT_THAT(told(single), HasSubstr("from two runs on there is something to tell"));
}

// Another machine is another row, and says what is other.
TEST(Trend, KeepsMachinesApart) {
    TrackRows here = nights({4, 6});
    TrackRows there = nights({70, 66});
    here.conditions = {{"host kernel", "6.1.0-40"}};
    there.conditions = {{"host kernel", "6.1.0-44"}};
    const Trend trend = trend_of("h.db", {here, there}, {});
    EXPECT_EQ(trend.verdict, ComparisonVerdict::not_worse);
    ASSERT_EQ(trend.tracks.at(1).differs.size(), 1U);
    EXPECT_EQ(trend.tracks[1].differs[0], "host kernel: 6.1.0-40 in old, 6.1.0-44 in new");
}

TEST(Trend, FitsATerminal) {
    std::vector<TrackRows> tracks{nights({4, 6, 5, 70, 66})};
    tracks[0].not_counted = {
        {"a long reason that goes on and on until nobody wants to read any more of it, and "
         "then some",
         3, tracks[0].runs[0].run}};
    const std::string text = trend_text(trend_of("h.db", tracks, {}));
    std::size_t columns = 0;
    for (const char c : text) {
        columns = c == '\n' ? 0 : columns + ((static_cast<unsigned char>(c) & 0xc0) == 0x80 ? 0U : 1U);
        ASSERT_LE(columns, 80U) << text;
    }
    EXPECT_THAT(text, Not(HasSubstr(" \n")));
}

} // namespace
} // namespace cloister

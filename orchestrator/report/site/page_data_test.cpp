// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/page_data.hpp"

#include "orchestrator/history/trend.hpp"
#include "orchestrator/report/site/page_names.hpp"
#include "results-schema/json_document.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const Cell cell{"6.12", "remote", "spin-refill+drop_caches"};

RunMark mark(std::uint64_t number) {
    return {number, "2026-11-" + std::to_string(10 + number) + "T03:00:00Z",
            "/runs/" + std::to_string(number)};
}

// Five nights; from the fourth on drains are heard.
TrackRows nights() {
    TrackRows rows;
    rows.cell = cell;
    rows.machine = "QEMU · tcg";
    QuantityRow drains{"arrivals by drains", ComparedBy::zero, "arrivals", {"drain call"}, {}, {}};
    QuantityRow others{"other interruptions", ComparedBy::rate, "interruptions", {"CPU second"}, {}, {}};
    for (std::uint64_t night = 1; night <= 5; ++night) {
        rows.runs.push_back({mark(night), {{"sha256:1", "linux"}}, {"c"}, 1});
        for (QuantityRow* row : {&drains, &others})
            row->runs.push_back(night - 1);
        drains.counted.push_back({night < 4 ? 0U : 7U, {50}});
        others.counted.push_back({10, {20}});
    }
    rows.quantities = {drains, others};
    return rows;
}

SiteRun run(std::uint64_t number, Verdict verdict) {
    SiteRun made;
    made.of_history.run = mark(number);
    made.of_history.verdict = verdict;
    made.of_history.machine = "QEMU · tcg";
    made.of_history.kernels = {"6.12"};
    made.of_history.trials = 1;
    made.of_history.claims = {{"remote-drains-are-silent", verdict, name_of(verdict) + " indeed", {}}};
    return made;
}

Site site() {
    Site made;
    made.tracks = {nights()};
    made.trend = trend_of("h.db", made.tracks, {});
    made.runs_in_all = 5;
    for (std::uint64_t number = 5; number > 0; --number)
        made.runs.push_back(run(number, number < 4 ? Verdict::upheld : Verdict::refuted));
    return made;
}

TEST(SitePages, TheFirstPageSaysWhatIsWorseAndSinceWhen) {
    const Site made = site();
    const Json told = index_data(SiteIndex(made));
    EXPECT_EQ(told["verdict"], "worse");
    ASSERT_EQ(told["cells"].size(), 1U);
    const Json& glance = told["cells"][0];
    EXPECT_TRUE(glance["worse"].get<bool>());
    EXPECT_EQ(glance["run"], 5);
    EXPECT_EQ(glance["page"], cell_page_name(cell));
    EXPECT_EQ(glance["name"], "arrivals by drains");
    EXPECT_EQ(glance["last"], Json::array({0.0, 0.0, 0.0, 7.0, 7.0}));
    EXPECT_EQ(glance["level_runs"], 2);
    EXPECT_EQ(glance["changes"][0]["run"], 4);
    EXPECT_EQ(glance["changes"][0]["levels"], "0 in 150 drain calls → 14 in 100 drain calls");
    EXPECT_EQ(told["runs"]["5"]["verdict"], "refuted");
}

TEST(SitePages, WhereNothingChangedANumberThatComesIsShown) {
    Site made = site();
    for (Counted& counted : made.tracks[0].quantities[0].counted)
        counted.number = 0;
    made.trend = trend_of("h.db", made.tracks, {});
    const Json told = index_data(SiteIndex(made));
    EXPECT_EQ(told["cells"][0]["name"], "other interruptions");
    EXPECT_EQ(told["cells"][0]["last"][0], 0.5);
    EXPECT_FALSE(told["cells"][0].contains("level_runs"));
}

TEST(SitePages, ACellHasItsLevelsWhereTheChartDrawsThem) {
    const Site made = site();
    const Json told = cell_data(SiteIndex(made), {0});
    const Json& drains = told["tracks"][0]["quantities"][0];
    EXPECT_EQ(drains["levels"], Json::parse("[[0, 0.0], [3, 7.0]]"));
    EXPECT_EQ(drains["numbers"], Json::array({0, 0, 0, 7, 7}));
    EXPECT_EQ(told["tracks"][0]["runs"][3]["verdict"], "refuted");
    EXPECT_EQ(told["tracks"][0]["quantities"][1]["levels"], Json::parse("[[0, 0.5]]"));
}

TEST(SitePages, AClaimHasItsVerdictsByTime) {
    const Site made = site();
    ASSERT_EQ(claim_ids(made), std::vector<std::string>{"remote-drains-are-silent"});
    const Json told = claim_data(SiteIndex(made), "remote-drains-are-silent");
    ASSERT_EQ(told["rows"].size(), 1U);
    const Json& row = told["rows"][0];
    ASSERT_EQ(row["runs"].size(), 5U);
    EXPECT_EQ(row["runs"][0][0], 1);
    EXPECT_EQ(row["runs"][4][2], "refuted");
    EXPECT_EQ(row["reasons"], Json::array({"upheld indeed", "refuted indeed"}));
    EXPECT_EQ(row["runs"][4][3], 1);
}

TEST(SitePages, ARunLeadsToWhatItMeasured) {
    const Site made = site();
    const Json told = run_data(SiteIndex(made), made.runs.front());
    ASSERT_EQ(told["cells"].size(), 1U);
    EXPECT_EQ(told["cells"][0]["page"], cell_page_name(cell));
    EXPECT_EQ(told["claims"][0]["page"], claim_page_name("remote-drains-are-silent"));
}

TEST(SitePages, AHistoryWithoutRunsIsAPage) {
    const Site none;
    EXPECT_TRUE(index_data(SiteIndex(none))["cells"].empty());
}

TEST(PageNames, AreFilesOfTheirOwn) {
    EXPECT_NE(cell_page_name({"./a b", "local", "x"}), cell_page_name({"./a/b", "local", "x"}));
    for (const std::string& kernel :
         {std::string("../../etc/passwd"), std::string(300, 'x'), std::string("<\"'%\n")}) {
        const std::string name = cell_page_name({kernel, "local", "spin+none"});
        EXPECT_EQ(name.find_first_of("<>\"'%\n\\ "), std::string::npos) << name;
        EXPECT_EQ(name.find('/'), name.rfind('/')) << name;
        EXPECT_LT(name.size(), 130U);
    }
}

} // namespace
} // namespace cloister

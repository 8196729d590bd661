// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/read_site.hpp"

#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/history/add_run.hpp"
#include "orchestrator/report/site/page_data.hpp"
#include "results-schema/json_document.hpp"
#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace cloister {
namespace {

KeptRun night(const std::string& directory, const std::string& which, Verdict verdict) {
    KeptRun run;
    run.directory = directory;
    run.machine = "QEMU";
    run.verdict = verdict;
    run.claims = {{"quiet-baseline", verdict, "night " + which, {{"arrivals", {7, "arrivals"}}}}};
    KeptTrial& trial = run.trials.emplace_back();
    trial.identity = "sha256:" + which;
    trial.started = "2026-11-" + which + "T03:00:00Z";
    trial.cell = {"6.12", "local", "spin+none"};
    trial.machine = "QEMU";
    return run;
}

// Where directories are gone, and where another run has taken the place of the first.
TEST(ReadSite, TellsClaimsOfRunsWhoseDirectoriesAreGone) {
    const TemporaryDirectory temporary;
    HistoryFile history = HistoryFile::to_write(temporary.path() / "h.db");
    const std::string gone = (temporary.path() / "gone").string();
    add_run(history, night(gone, "10", Verdict::upheld));
    add_run(history, night(gone, "11", Verdict::refuted));
    const Site site = read_site(history);
    ASSERT_EQ(site.runs.size(), 2U);
    EXPECT_EQ(site.runs[0].unread, "its directory is not there any more");
    EXPECT_EQ(site.runs[1].unread, "its directory is that of run 2 now");
    const SiteIndex index(site);
    const Json claim = claim_data(index, "quiet-baseline");
    ASSERT_EQ(claim["rows"].size(), 1U);
    const Json& row = claim["rows"][0];
    ASSERT_EQ(row["runs"].size(), 2U);
    EXPECT_EQ(row["runs"][0][2], "upheld");
    EXPECT_EQ(row["runs"][1][2], "refuted");
    EXPECT_EQ(row["reasons"], Json::array({"night 10", "night 11"}));
    const Json run = run_data(index, site.runs[0]);
    EXPECT_TRUE(run["claims_are_kept"].get<bool>());
    ASSERT_EQ(run["claims"].size(), 1U);
    EXPECT_EQ(run["claims"][0]["reason"], "night 11");
    EXPECT_EQ(run["claims"][0]["numbers"]["arrivals"]["value"], 7.0);
    const Json first = index_data(index);
    ASSERT_EQ(first["claims"].size(), 1U);
    EXPECT_EQ(first["newest"][0].value("claims", ""), "quiet-baseline");
    EXPECT_FALSE(first["newest"][1].contains("claims")); // upheld
    EXPECT_EQ(first["runs"]["2"].value("claims", ""), "quiet-baseline");
}

// What was never judged, or by a Cloister of other documents, has no report page, and says why.
TEST(ReadSite, TellsWhyThereIsNoReport) {
    const TemporaryDirectory temporary;
    HistoryFile history = HistoryFile::to_write(temporary.path() / "h.db");
    std::ofstream(temporary.path() / "plan.json") << "{}";
    add_run(history, night(temporary.path().string(), "10", Verdict::invalid));
    const SiteRun run = read_site(history).runs.at(0);
    EXPECT_NE(run.unread.find("was not judged"), std::string::npos) << run.unread;
    EXPECT_EQ(run.of_history.claims.value().size(), 1U);
}

// A run that was added before histories kept claims tells those of its directory, and no other run does.
TEST(ReadSite, TakesClaimsThatAreNotKeptFromTheDirectory) {
    const TemporaryDirectory temporary;
    HistoryFile history = HistoryFile::to_write(temporary.path() / "h.db");
    std::ofstream(temporary.path() / "plan.json") << "{}";
    std::filesystem::copy(CLOISTER_SOURCE "/results-schema/examples/report.json", temporary.path());
    add_run(history, night(temporary.path().string(), "10", Verdict::upheld));
    EXPECT_EQ(read_site(history).runs.at(0).of_history.claims.value().at(0).reason, "night 10");
    history.with("write", [](SQLite::Database& database) {
        database.exec("DELETE FROM claim; UPDATE run SET claims_are_kept = 0");
    });
    const Site site = read_site(history);
    const std::vector<ClaimResult> claims = site.runs.at(0).of_history.claims.value();
    EXPECT_GT(claims.size(), 1U);
    EXPECT_EQ(claims.at(0).id, "local-drains-interrupt");
    std::filesystem::remove_all(temporary.path() / "report.json");
    EXPECT_FALSE(read_site(history).runs.at(0).of_history.claims);
}

} // namespace
} // namespace cloister

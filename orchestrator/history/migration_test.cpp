// SPDX-License-Identifier: GPL-2.0-or-later
// A history that an older Cloister left: nothing of it is lost, and what it could not keep is added.
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/history/add_run.hpp"
#include "orchestrator/history/read_runs.hpp"
#include "orchestrator/history/read_tracks.hpp"
#include "orchestrator/history/trend.hpp"
#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace cloister {
namespace {

class OlderHistories : public ::testing::Test {
  protected:
    OlderHistories() {
        std::ifstream in(CLOISTER_SOURCE "/orchestrator/history/version_1.sql");
        const std::string sql{std::istreambuf_iterator<char>(in), {}};
        SQLite::Database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
    }
    std::filesystem::path file() const { return directory_.path() / "history.db"; }

    TemporaryDirectory directory_;
};

TEST_F(OlderHistories, AreMigratedByWhoeverReadsThem) {
    HistoryFile history = HistoryFile::to_read(file());
    history.with("read", [](SQLite::Database& database) {
        EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 2);
        EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
    });
    const History found = read_runs(history, {});
    ASSERT_EQ(found.runs.size(), 2U);
    EXPECT_EQ(found.runs[0].verdict, Verdict::refuted);
    EXPECT_EQ(found.runs[1].verdict, Verdict::upheld);
    for (const HistoryRun& run : found.runs) {
        EXPECT_EQ(run.trials, 6U);
        EXPECT_EQ(run.not_counted, 0U);
        EXPECT_FALSE(run.claims); // which is not the same as none
    }
    EXPECT_EQ(found.runs[0].run.directory, "/srv/night2");
    const Trend trend = trend_of("h", read_tracks(history, {}), {});
    EXPECT_EQ(trend.tracks.size(), 6U);
    EXPECT_EQ(trend.verdict, ComparisonVerdict::worse);
}

TEST_F(OlderHistories, KeepTheClaimsOfARunThatIsImportedAgain) {
    HistoryFile history = HistoryFile::to_write(file());
    KeptRun again;
    again.directory = "/srv/night2";
    again.verdict = Verdict::refuted;
    again.claims = {{"remote-drains-are-silent", Verdict::refuted, "391 arrivals", {}}};
    again.trials.emplace_back().identity = find_run(history, "2").identities.at(0);
    const Added added = add_run(history, again).value();
    EXPECT_EQ(added.run, 2U);
    EXPECT_EQ(added.trials, 0U);
    EXPECT_TRUE(added.claims);
    EXPECT_FALSE(add_run(history, again).value().claims); // they are there already
    const History found = read_runs(history, {});
    ASSERT_TRUE(found.runs[0].claims);
    EXPECT_EQ(found.runs[0].claims->at(0).reason, "391 arrivals");
    EXPECT_EQ(found.runs[0].trials, 6U);
    EXPECT_FALSE(found.runs[1].claims);
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/history_file.hpp"

#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/compare/sample_trials.hpp"
#include "orchestrator/history/add_run.hpp"
#include "orchestrator/history/read_runs.hpp"
#include "orchestrator/history/read_tracks.hpp"
#include "orchestrator/history/trend.hpp"
#include "results-schema/json_document.hpp"

#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace cloister {
namespace {

using ::testing::HasSubstr;

// Of a night: the kernel's digest is its own.
JudgedTrial trial(ComparedTrial from, const std::string& night) {
    from.judged.record.started = "2026-11-" + night + "T03:00:00Z";
    from.judged.record.kernel.digest = "sha256:" + night;
    return from.judged;
}

KeptRun run_of(const std::string& night, const Evidence& evidence) {
    return kept_run("/runs/" + night, evidence, Report{}, std::nullopt);
}

Cost cost_of(const std::string& night, std::uint64_t instructions) {
    Cost cost;
    cost.started = "2026-11-" + night + "T04:00:00Z";
    cost.machine = "QEMU's emulator";
    OperationCost& operation = cost.operations.emplace_back();
    operation.name = "anon-fault";
    operation.kernel = "6.12";
    operation.mode = "local";
    operation.turns = 465;
    operation.instructions = instructions;
    return cost;
}

class Histories : public ::testing::Test {
  protected:
    std::filesystem::path file() const { return directory_.path() / "deep" / "history.db"; }
    std::string refusal(bool to_write) {
        try {
            to_write ? HistoryFile::to_write(file()) : HistoryFile::to_read(file());
        } catch (const LabError& error) {
            return error.what();
        }
        return "";
    }

    TemporaryDirectory directory_;
};

TEST_F(Histories, AreMadeWhole) {
    HistoryFile history = HistoryFile::to_write(file());
    history.with("read", [](SQLite::Database& database) {
        EXPECT_EQ(database.execAndGet("PRAGMA journal_mode").getString(), "wal");
        EXPECT_EQ(database.execAndGet("PRAGMA foreign_keys").getInt(), 1);
        EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 2);
    });
}

TEST_F(Histories, AreRefusedWhereTheyAreNone) {
    EXPECT_THAT(refusal(false), HasSubstr("there is no history "));
    HistoryFile::to_write(file()).with(
        "write", [](SQLite::Database& database) { database.exec("PRAGMA user_version = 7"); });
    EXPECT_THAT(refusal(false), HasSubstr("has version 7, and this Cloister knows 2"));
    EXPECT_THAT(refusal(true), HasSubstr("has version 7, and this Cloister knows 2"));
    std::filesystem::remove(file());
    std::ofstream(file()) << "a text that is long enough to be taken for one, and is none";
    EXPECT_THAT(refusal(false), HasSubstr("is no history of Cloister's"));
    EXPECT_THAT(refusal(true), HasSubstr("is no history of Cloister's"));
}

TEST_F(Histories, KnowARunByItsTrials) {
    HistoryFile history = HistoryFile::to_write(file());
    const JudgedTrial first = trial(drained("local"), "10");
    JudgedTrial second = first;
    second.record.spec.repetition = 2;
    const Added added = add_run(history, run_of("10", {first})).value();
    EXPECT_EQ(added.trials, 1U);
    // Moved, and grown since.
    KeptRun moved = run_of("10", {first, second});
    moved.directory = "/elsewhere";
    EXPECT_EQ(add_run(history, moved).value().run, added.run);
    EXPECT_EQ(add_run(history, moved).value().trials, 0U);
    const History found = read_runs(history, {});
    ASSERT_EQ(found.runs.size(), 1U);
    EXPECT_EQ(found.runs[0].trials, 2U);
    EXPECT_EQ(found.runs[0].run.directory, "/elsewhere");
    EXPECT_EQ(find_run(history, "2026-11-10").run.number, added.run);
    EXPECT_EQ(find_run(history, "1").identities.size(), 2U);
    EXPECT_THROW(find_run(history, "2"), LabError);
    EXPECT_FALSE(add_run(history, run_of("11", {})));
}

Report report_of(std::vector<ClaimResult> claims) {
    Report report;
    report.claims = std::move(claims);
    for (const ClaimResult& claim : report.claims)
        report.verdict = std::max(report.verdict, claim.verdict);
    return report;
}

const ClaimResult silent{"remote-drains-are-silent",
                         Verdict::upheld,
                         "0 in 200 armed drains, \"so\"",
                         {{"armed", {200, "drains"}}, {"bound", {0.015, "a drain"}}}};
const ClaimResult baseline{"quiet-baseline", Verdict::undecided, "no window", {}};
const ClaimResult free_off{"off-is-free", Verdict::refuted, "2 more", {}};

TEST_F(Histories, KeepClaimsInTheirOrder) {
    HistoryFile history = HistoryFile::to_write(file());
    Cost cost = cost_of("10", 2788);
    cost.claims = {free_off};
    add_run(history,
            kept_run("/runs/10", {trial(drained("remote"), "10")}, report_of({silent, baseline}), cost));
    const HistoryRun run = read_runs(history, {}).runs.at(0);
    EXPECT_EQ(run.verdict, Verdict::refuted); // the worst of all
    ASSERT_TRUE(run.claims);
    ASSERT_EQ(run.claims->size(), 3U); // the report's, then those of the costs
    EXPECT_EQ(JsonWriter::to_json(run.claims->at(0)), JsonWriter::to_json(silent));
    EXPECT_EQ(JsonWriter::to_json(run.claims->at(1)), JsonWriter::to_json(baseline));
    EXPECT_EQ(JsonWriter::to_json(run.claims->at(2)), JsonWriter::to_json(free_off));
}

// Judged again, by a Cloister that claims something else.
TEST_F(Histories, ReplaceTheClaimsOfARunThatIsThere) {
    HistoryFile history = HistoryFile::to_write(file());
    const Evidence evidence{trial(drained("remote"), "10")};
    add_run(history, kept_run("/runs/10", evidence, report_of({silent, baseline}), std::nullopt));
    add_run(history, run_of("11", {trial(drained("remote"), "11")}));
    add_run(history, kept_run("/runs/10", evidence, report_of({free_off}), std::nullopt));
    const HistoryRun run = read_runs(history, {"", "", "", 0, 1}).runs.at(0);
    EXPECT_EQ(run.verdict, Verdict::refuted);
    ASSERT_EQ(run.claims.value().size(), 1U);
    EXPECT_EQ(run.claims->at(0).id, "off-is-free");
    EXPECT_TRUE(read_runs(history, {"", "", "", 0, 2}).runs.at(0).claims.value().empty());
}

TEST_F(Histories, ChooseRuns) {
    HistoryFile history = HistoryFile::to_write(file());
    add_run(history, run_of("10", {trial(drained("local"), "10")}));
    add_run(history, run_of("11", {trial(drained("remote"), "11")}));
    add_run(history, run_of("12", {trial(quiet("local", "6.1"), "12")}));
    EXPECT_EQ(read_runs(history, {}).runs.front().run.directory, "/runs/12");
    EXPECT_EQ(read_runs(history, {"", "local", "", 0}).runs.size(), 2U);
    EXPECT_EQ(read_runs(history, {"6.12", "", "", 0}).runs.size(), 2U);
    EXPECT_EQ(read_runs(history, {"", "", "2026-11-11", 0}).runs.size(), 2U);
    EXPECT_EQ(read_runs(history, {"", "", "", 1}).runs.size(), 1U);
    EXPECT_EQ(read_runs(history, {"", "", "", 1}).runs_in_all, 3U);
    const History one = read_runs(history, {"", "", "", 0, 2});
    ASSERT_EQ(one.runs.size(), 1U);
    EXPECT_EQ(one.runs[0].run.directory, "/runs/11");
}

const QuantityRow& row(const TrackRows& track, const std::string& name) {
    for (const QuantityRow& each : track.quantities)
        if (each.name == name)
            return each;
    throw std::runtime_error("no " + name);
}

// A cause that a run has none of is none; runs that were imported late stand where they belong.
TEST_F(Histories, GiveRowsByTimeAndFillUpWhatIsNone) {
    HistoryFile history = HistoryFile::to_write(file());
    ComparedTrial storm = quiet();
    interrupt(storm, 90);
    interrupt(storm, 10, "another");
    add_run(history, run_of("12", {trial(storm, "12")}));
    add_run(history, run_of("10", {trial(quiet(), "10")}));
    add_run(history, run_of("11", {trial(quiet(), "11")}));
    const std::vector<TrackRows> tracks = read_tracks(history, {});
    ASSERT_EQ(tracks.size(), 1U);
    EXPECT_EQ(tracks[0].runs.back().run.directory, "/runs/12");
    const QuantityRow& cause = row(tracks[0], "interruptions: vmstat_update by vmstat_shepherd");
    ASSERT_EQ(cause.runs, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_EQ(cause.counted[0].number, 0U);
    EXPECT_EQ(cause.counted[2].number, 90U);
    EXPECT_EQ(cause.counted[0].over, std::vector<double>{20});
    EXPECT_EQ(row(tracks[0], "other interruptions").counted[2].number, 100U);
    EXPECT_EQ(read_tracks(history, {"", "", "", "2026-11-11"})[0].runs.size(), 2U);
    EXPECT_TRUE(read_tracks(history, {"6.1", "", "", ""}).empty());
    EXPECT_EQ(read_cells(history).size(), 1U);
}

TEST_F(Histories, TellWhatProvesNothingAndDoNotCountIt) {
    HistoryFile history = HistoryFile::to_write(file());
    JudgedTrial late = trial(drained("remote"), "10");
    late.record.outcome = Outcome::timed_out;
    JudgedTrial lossy = trial(drained("remote"), "11");
    lossy.observation->losses.push_back({});
    JudgedTrial unarmed = trial(drained("remote"), "12");
    unarmed.record.measurement->drains->armed.clear();
    add_run(history, run_of("10", {late, lossy, unarmed, trial(drained("remote"), "13")}));
    const std::vector<TrackRows> tracks = read_tracks(history, {});
    ASSERT_EQ(tracks.size(), 1U); // under the same conditions, however they ended
    EXPECT_EQ(tracks[0].not_counted.size(), 3U);
    EXPECT_EQ(tracks[0].runs.front().trials, 1U);
    EXPECT_EQ(read_runs(history, {}).runs.front().not_counted, 3U);
}

// A kernel that failed is a finding, and counted.
TEST_F(Histories, CountKernelsThatFailed) {
    HistoryFile history = HistoryFile::to_write(file());
    JudgedTrial failed = trial(drained("remote"), "12");
    failed.record.outcome = Outcome::kernel_failed;
    add_run(history, run_of("10", {trial(drained("remote"), "10")}));
    add_run(history, run_of("11", {trial(drained("remote"), "11")}));
    add_run(history, run_of("12", {failed}));
    const Trend trend = trend_of("h", read_tracks(history, {}), {});
    EXPECT_EQ(trend.verdict, ComparisonVerdict::worse);
    EXPECT_EQ(trend.tracks.at(0).quantities.at(0).name, "kernels that failed");
    EXPECT_EQ(trend.tracks[0].quantities[0].changes.at(0).first_after.directory, "/runs/12");
}

TEST_F(Histories, KeepConditionsApartAndKernelsTogether) {
    HistoryFile history = HistoryFile::to_write(file());
    JudgedTrial elsewhere = trial(drained("remote"), "11");
    elsewhere.record.host.release = "6.1.0-99";
    JudgedTrial here = trial(drained("remote"), "10");
    here.record.host.release = "6.1.0-44";
    JudgedTrial another = trial(drained("remote"), "12");
    another.record.host.release = "6.1.0-44";
    another.record.cloister.revision = "bbbb";
    add_run(history, run_of("10", {here}));
    add_run(history, run_of("11", {elsewhere}));
    add_run(history, run_of("12", {another}));
    const std::vector<TrackRows> tracks = read_tracks(history, {});
    ASSERT_EQ(tracks.size(), 2U);
    EXPECT_EQ(tracks[0].runs.size(), 2U);
    EXPECT_EQ(tracks[1].runs.size(), 1U);
    EXPECT_EQ(trend_of("h", tracks, {}).tracks.at(1).differs.size(), 1U);
}

TEST_F(Histories, KeepCostsToTheInstruction) {
    HistoryFile history = HistoryFile::to_write(file());
    for (const auto& [night, instructions] :
         std::map<std::string, std::uint64_t>{{"10", 2788}, {"11", 2788}, {"12", 2789}})
        add_run(history, kept_run("/runs/" + night, {}, std::nullopt, cost_of(night, instructions)));
    const Trend trend = trend_of("h", read_tracks(history, {"", "", "anon-fault", ""}), {});
    EXPECT_EQ(trend.verdict, ComparisonVerdict::worse);
    const TrendQuantity& cost = trend.tracks.at(0).quantities.at(0);
    EXPECT_EQ(cost.name, "instructions");
    EXPECT_EQ(cost.changes.at(0).after.number, 2789);
    EXPECT_EQ(cost.changes[0].first_after.directory, "/runs/12");
}

} // namespace
} // namespace cloister

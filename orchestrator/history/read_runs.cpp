// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/read_runs.hpp"

#include "results-schema/json_document.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>

namespace cloister {
namespace {

RunMark mark(SQLite::Statement& row) {
    return {static_cast<std::uint64_t>(row.getColumn(0).getInt64()), row.getColumn(1).getString(),
            row.getColumn(2).getString()};
}

std::vector<std::string> texts(SQLite::Database& database, const char* sql, std::uint64_t run) {
    SQLite::Statement statement(database, sql);
    statement.bind(1, static_cast<std::int64_t>(run));
    std::vector<std::string> all;
    while (statement.executeStep())
        all.push_back(statement.getColumn(0).getString());
    return all;
}

void read_trials(SQLite::Database& database, HistoryRun& run) {
    run.kernels = texts(database,
                        "SELECT DISTINCT track.kernel FROM trial JOIN track ON track.id = trial.track "
                        "WHERE run = ? ORDER BY 1",
                        run.run.number);
    run.modes = texts(database,
                      "SELECT DISTINCT track.mode FROM trial JOIN track ON track.id = trial.track "
                      "WHERE run = ? ORDER BY 1",
                      run.run.number);
    SQLite::Statement counts(database, "SELECT COUNT(*), COUNT(not_counted) FROM trial WHERE run = ?");
    counts.bind(1, static_cast<std::int64_t>(run.run.number));
    counts.executeStep();
    run.trials = static_cast<std::uint64_t>(counts.getColumn(0).getInt64());
    run.not_counted = static_cast<std::uint64_t>(counts.getColumn(1).getInt64());
}

std::vector<ClaimResult> claims_of(SQLite::Database& database, std::uint64_t run) {
    SQLite::Statement statement(
        database, "SELECT id, verdict, reason, numbers FROM claim WHERE run = ? ORDER BY place");
    statement.bind(1, static_cast<std::int64_t>(run));
    std::vector<ClaimResult> all;
    while (statement.executeStep()) {
        ClaimResult& claim = all.emplace_back();
        claim.id = statement.getColumn(0).getString();
        claim.verdict = value_named<Verdict>(statement.getColumn(1).getString()).value_or(Verdict::invalid);
        claim.reason = statement.getColumn(2).getString();
        JsonReader::from_json(parse_json(statement.getColumn(3).getString()), "/numbers", claim.numbers);
    }
    return all;
}

bool is_number(const std::string& name) {
    return !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == std::string::npos;
}

// A number is one of a run; whoever means a year writes 2026-.
constexpr const char* by_number = "SELECT id, started, directory FROM run WHERE id = ?";
constexpr const char* by_time =
    "SELECT id, started, directory FROM run "
    "WHERE substr(started, 1, length(?1)) = ?1 ORDER BY started DESC, id DESC LIMIT 1";

} // namespace

History read_runs(HistoryFile& history, const RunChoice& choice) {
    return history.with("read", [&](SQLite::Database& database) {
        SQLite::Transaction one_moment(database);
        History found;
        found.history = history.path().string();
        found.runs_in_all =
            static_cast<std::uint64_t>(database.execAndGet("SELECT COUNT(*) FROM run").getInt64());
        SQLite::Statement statement(database, R"sql(
SELECT id, started, directory, machine, verdict, claims_are_kept FROM run
WHERE started >= ?1
  AND (?2 = '' OR EXISTS (SELECT 1 FROM trial JOIN track ON track.id = trial.track
                          WHERE trial.run = run.id AND track.kernel = ?2))
  AND (?3 = '' OR EXISTS (SELECT 1 FROM trial JOIN track ON track.id = trial.track
                          WHERE trial.run = run.id AND track.mode = ?3))
  AND (?5 = 0 OR id = ?5)
ORDER BY started DESC, id DESC LIMIT ?4)sql");
        statement.bind(1, choice.since);
        statement.bind(2, choice.kernel);
        statement.bind(3, choice.mode);
        statement.bind(4, choice.most == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(choice.most));
        statement.bind(5, static_cast<std::int64_t>(choice.number));
        while (statement.executeStep()) {
            HistoryRun& run = found.runs.emplace_back();
            run.run = mark(statement);
            run.machine = statement.getColumn(3).getString();
            if (!statement.getColumn(4).isNull())
                run.verdict = value_named<Verdict>(statement.getColumn(4).getString());
            if (statement.getColumn(5).getInt() != 0)
                run.claims = claims_of(database, run.run.number);
            read_trials(database, run);
        }
        return found;
    });
}

FoundRun find_run(HistoryFile& history, const std::string& name) {
    return history.with("read", [&](SQLite::Database& database) {
        SQLite::Transaction one_moment(database);
        SQLite::Statement statement(database, is_number(name) ? by_number : by_time);
        if (is_number(name))
            statement.bind(1, static_cast<std::int64_t>(std::stoll(name)));
        else
            statement.bind(1, name);
        if (name.empty() || !statement.executeStep())
            throw LabError(Fault::wrong_use, "history",
                           history.path().string() + " has no run '" + name +
                               "': name a number or a time that cloister history tells");
        FoundRun found{mark(statement), {}};
        found.identities = texts(database, "SELECT identity FROM trial WHERE run = ?", found.run.number);
        return found;
    });
}

} // namespace cloister

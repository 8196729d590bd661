// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/read_tracks.hpp"

#include "results-schema/json_document.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <unordered_map>

namespace cloister {
namespace {

struct Quantity {
    QuantityRow row;
    std::int64_t part_of = 0; // 0: of nothing
};

std::map<std::string, std::string> conditions(const std::string& json) {
    std::map<std::string, std::string> all;
    JsonReader::from_json(parse_json(json), "/conditions", all);
    return all;
}

template <class Value>
void add_once(std::vector<Value>& all, Value value) {
    if (std::find(all.begin(), all.end(), value) == all.end())
        all.push_back(std::move(value));
}

class TrackReader {
  public:
    TrackReader(SQLite::Database& database, std::int64_t track, std::string since)
        : database_(database), track_(track), since_(std::move(since)) {}

    void read(TrackRows& rows);

  private:
    void read_runs(TrackRows& rows);
    void read_not_counted(TrackRows& rows);
    std::map<std::int64_t, Quantity> read_quantities();
    void read_counted(std::map<std::int64_t, Quantity>& quantities);

    SQLite::Database& database_;
    std::int64_t track_;
    std::string since_;
    std::unordered_map<std::int64_t, std::size_t> places_; // of runs, by their number
};

void TrackReader::read_runs(TrackRows& rows) {
    SQLite::Statement statement(database_, R"sql(
SELECT run.id, run.started, run.directory, kernel.digest, kernel.source, cloister.revision, found.counted
FROM (SELECT run, kernel, cloister, COUNT(*) - COUNT(not_counted) AS counted FROM trial WHERE track = ?
      GROUP BY run, kernel, cloister) AS found
JOIN run ON run.id = found.run JOIN kernel ON kernel.id = found.kernel JOIN cloister ON cloister.id = found.cloister
WHERE run.started >= ?
ORDER BY run.started, run.id)sql");
    statement.bind(1, track_);
    statement.bind(2, since_);
    while (statement.executeStep()) {
        const std::int64_t number = statement.getColumn(0).getInt64();
        if (places_.try_emplace(number, rows.runs.size()).second)
            rows.runs.push_back({{static_cast<std::uint64_t>(number), statement.getColumn(1).getString(),
                                  statement.getColumn(2).getString()},
                                 {},
                                 {},
                                 0});
        TrackRun& run = rows.runs.back();
        add_once(run.kernels, {statement.getColumn(3).getString(), statement.getColumn(4).getString()});
        add_once(run.cloisters, statement.getColumn(5).getString());
        run.trials += static_cast<std::uint64_t>(statement.getColumn(6).getInt64());
    }
}

void TrackReader::read_not_counted(TrackRows& rows) {
    SQLite::Statement statement(database_, R"sql(
SELECT not_counted, COUNT(*), run FROM trial WHERE track = ? AND not_counted IS NOT NULL
GROUP BY not_counted, run)sql");
    statement.bind(1, track_);
    std::map<std::string, std::pair<std::uint64_t, std::size_t>> by_reason;
    while (statement.executeStep()) {
        const auto run = places_.find(statement.getColumn(2).getInt64());
        if (run == places_.end())
            continue; // before the time that was asked for
        auto& [trials, last] = by_reason[statement.getColumn(0).getString()];
        trials += static_cast<std::uint64_t>(statement.getColumn(1).getInt64());
        last = std::max(last, run->second);
    }
    for (const auto& [reason, found] : by_reason)
        rows.not_counted.push_back({reason, found.first, rows.runs[found.second].run});
}

std::map<std::int64_t, Quantity> TrackReader::read_quantities() {
    SQLite::Statement statement(
        database_, "SELECT id, name, compared_by, unit, first_over, second_over, part_of FROM quantity");
    std::map<std::int64_t, Quantity> all;
    while (statement.executeStep()) {
        Quantity& quantity = all[statement.getColumn(0).getInt64()];
        quantity.row.name = statement.getColumn(1).getString();
        quantity.row.by =
            value_named<ComparedBy>(statement.getColumn(2).getString()).value_or(ComparedBy::rate);
        quantity.row.unit = statement.getColumn(3).getString();
        for (const int column : {4, 5})
            if (std::string unit = statement.getColumn(column).getString(); !unit.empty())
                quantity.row.over.push_back(std::move(unit));
        quantity.part_of = statement.getColumn(6).getInt64();
    }
    return all;
}

// In the order in which it is stored.
void TrackReader::read_counted(std::map<std::int64_t, Quantity>& quantities) {
    SQLite::Statement statement(database_, R"sql(
SELECT quantity, run, SUM(number), SUM(first_over), SUM(second_over) FROM counted WHERE track = ?
GROUP BY quantity, run)sql");
    statement.bind(1, track_);
    while (statement.executeStep()) {
        const auto run = places_.find(statement.getColumn(1).getInt64());
        if (run == places_.end())
            continue;
        QuantityRow& row = quantities.at(statement.getColumn(0).getInt64()).row;
        row.runs.push_back(run->second);
        Counted& counted = row.counted.emplace_back();
        counted.number = static_cast<std::uint64_t>(statement.getColumn(2).getInt64());
        for (std::size_t which = 0; which < row.over.size(); ++which)
            counted.over.push_back(statement.getColumn(static_cast<int>(which) + 3).getDouble());
    }
}

// Runs are numbered as they were added, which need not be when they were measured.
QuantityRow by_time(const QuantityRow& row) {
    if (std::is_sorted(row.runs.begin(), row.runs.end()))
        return row;
    std::vector<std::size_t> order(row.runs.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t one, std::size_t other) { return row.runs[one] < row.runs[other]; });
    QuantityRow sorted = row;
    for (std::size_t i = 0; i < order.size(); ++i) {
        sorted.runs[i] = row.runs[order[i]];
        sorted.counted[i] = row.counted[order[i]];
    }
    return sorted;
}

// Where the whole was counted and the part is not there, it is none. Both by time.
void fill_up(QuantityRow& part, const QuantityRow& whole) {
    QuantityRow full = part;
    full.runs = whole.runs;
    full.counted = whole.counted;
    std::size_t next = 0;
    for (std::size_t i = 0; i < full.runs.size(); ++i) {
        const bool is_there = next < part.runs.size() && part.runs[next] == full.runs[i];
        full.counted[i].number = is_there ? part.counted[next].number : 0;
        next += is_there ? 1U : 0U;
    }
    part = std::move(full);
}

void TrackReader::read(TrackRows& rows) {
    read_runs(rows);
    read_not_counted(rows);
    std::map<std::int64_t, Quantity> quantities = read_quantities();
    read_counted(quantities);
    for (auto& [number, quantity] : quantities) // a whole has a smaller number than its parts
        if (!quantity.row.runs.empty()) {
            quantity.row = by_time(quantity.row);
            if (quantity.part_of != 0)
                fill_up(quantity.row, quantities.at(quantity.part_of).row);
            rows.quantities.push_back(quantity.row);
        }
}

} // namespace

std::vector<TrackRows> read_tracks(HistoryFile& history, const TrackChoice& choice) {
    return history.with("read", [&](SQLite::Database& database) {
        SQLite::Transaction one_moment(database); // whatever is written meanwhile
        SQLite::Statement statement(database, R"sql(
SELECT id, kernel, mode, workload, machine, conditions FROM track
WHERE (?1 = '' OR kernel = ?1) AND (?2 = '' OR mode = ?2) AND (?3 = '' OR workload = ?3)
ORDER BY kernel, workload, mode, id)sql");
        statement.bind(1, choice.kernel);
        statement.bind(2, choice.mode);
        statement.bind(3, choice.workload);
        std::vector<TrackRows> all;
        while (statement.executeStep()) {
            TrackRows& rows = all.emplace_back();
            rows.cell = {statement.getColumn(1).getString(), statement.getColumn(2).getString(),
                         statement.getColumn(3).getString()};
            rows.machine = statement.getColumn(4).getString();
            rows.conditions = conditions(statement.getColumn(5).getString());
            TrackReader(database, statement.getColumn(0).getInt64(), choice.since).read(rows);
            if (rows.runs.empty())
                all.pop_back();
        }
        std::stable_sort(all.begin(), all.end(), [](const TrackRows& one, const TrackRows& other) {
            return one.cell == other.cell && one.runs.front().run.started < other.runs.front().run.started;
        });
        return all;
    });
}

std::vector<Cell> read_cells(HistoryFile& history) {
    return history.with("read", [&](SQLite::Database& database) {
        SQLite::Statement statement(
            database, "SELECT DISTINCT kernel, mode, workload FROM track ORDER BY kernel, workload, mode");
        std::vector<Cell> cells;
        while (statement.executeStep())
            cells.push_back({statement.getColumn(0).getString(), statement.getColumn(1).getString(),
                             statement.getColumn(2).getString()});
        return cells;
    });
}

} // namespace cloister

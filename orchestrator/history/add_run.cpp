// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/add_run.hpp"

#include "results-schema/json_document.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>

namespace cloister {
namespace {

void bind(SQLite::Statement& statement, int at, std::int64_t value) {
    statement.bind(at, value);
}
void bind(SQLite::Statement& statement, int at, double value) {
    statement.bind(at, value);
}
void bind(SQLite::Statement& statement, int at, const std::string& value) {
    statement.bind(at, value);
}
template <class Value>
void bind(SQLite::Statement& statement, int at, const std::optional<Value>& value) {
    if (value)
        bind(statement, at, *value);
    else
        statement.bind(at);
}

// A statement that is asked again and again.
class Asked {
  public:
    Asked(SQLite::Database& database, const char* sql) : statement_(database, sql) {}

    // How many rows it changed.
    template <class... Values>
    int does(const Values&... values) {
        with(values...);
        return statement_.exec();
    }
    // The first column of its first row.
    template <class... Values>
    std::optional<std::int64_t> finds(const Values&... values) {
        with(values...);
        return statement_.executeStep() ? std::optional(statement_.getColumn(0).getInt64()) : std::nullopt;
    }

  private:
    template <class... Values>
    void with(const Values&... values) {
        statement_.reset();
        int at = 0;
        (bind(statement_, ++at, values), ...);
    }

    SQLite::Statement statement_;
};

// Something that is named in many rows, and stored once.
class Named {
  public:
    Named(SQLite::Database& database, const char* find, const char* insert)
        : database_(database), find_(database, find), insert_(database, insert) {}

    template <class... Values>
    std::int64_t number(const Values&... values) {
        if (const std::optional<std::int64_t> known = find_.finds(values...))
            return *known;
        insert_.does(values...);
        return database_.getLastInsertRowid();
    }

  private:
    SQLite::Database& database_;
    Asked find_;
    Asked insert_;
};

std::string over_unit(const KeptCount& count, std::size_t which) {
    return which < count.over.size() ? count.over[which].first : "";
}
double over_number(const KeptCount& count, std::size_t which) {
    return which < count.over.size() ? count.over[which].second : 0;
}

class Addition {
  public:
    explicit Addition(SQLite::Database& database)
        : database_(database), kernels_(database, "SELECT id FROM kernel WHERE digest = ? AND source = ?",
                                        "INSERT INTO kernel (digest, source) VALUES (?, ?)"),
          cloisters_(database, "SELECT id FROM cloister WHERE revision = ?",
                     "INSERT INTO cloister (revision) VALUES (?)"),
          find_track_(database, "SELECT id FROM track WHERE kernel = ? AND mode = ? AND workload = ? AND "
                                "conditions = ?"),
          insert_track_(database, "INSERT INTO track (kernel, mode, workload, conditions, machine) "
                                  "VALUES (?, ?, ?, ?, ?)"),
          find_quantity_(database,
                         "SELECT id FROM quantity WHERE name = ? AND compared_by = ? AND unit = ? AND "
                         "first_over = ? AND second_over = ?"),
          insert_quantity_(database,
                           "INSERT INTO quantity (name, compared_by, unit, first_over, second_over, "
                           "part_of) VALUES (?, ?, ?, ?, ?, ?)"),
          insert_trial_(database, "INSERT OR IGNORE INTO trial (identity, run, track, kernel, cloister, "
                                  "not_counted) VALUES (?, ?, ?, ?, ?, ?)"),
          insert_counted_(database, "INSERT INTO counted (track, quantity, run, trial, number, first_over, "
                                    "second_over) VALUES (?, ?, ?, ?, ?, ?, ?)") {}

    Added add(const KeptRun& run);

  private:
    std::int64_t run_of(const KeptRun& run);
    std::int64_t track_of(const KeptTrial& trial);
    std::int64_t quantity_of(const KeptCount& count, std::optional<std::int64_t> part_of);
    bool add(const KeptTrial& trial, std::int64_t run);
    bool replace_claims(const KeptRun& run, std::int64_t number);

    SQLite::Database& database_;
    Named kernels_;
    Named cloisters_;
    Asked find_track_;
    Asked insert_track_;
    Asked find_quantity_;
    Asked insert_quantity_;
    Asked insert_trial_;
    Asked insert_counted_;
};

std::int64_t Addition::run_of(const KeptRun& run) {
    Asked run_of_trial(database_, "SELECT run FROM trial WHERE identity = ?");
    for (const KeptTrial& trial : run.trials)
        if (const std::optional<std::int64_t> known = run_of_trial.finds(trial.identity)) {
            Asked(database_, "UPDATE run SET directory = ?, verdict = ? WHERE id = ?")
                .does(run.directory, run.verdict ? std::optional(name_of(*run.verdict)) : std::nullopt,
                      *known);
            return *known;
        }
    const auto first = std::min_element(
        run.trials.begin(), run.trials.end(),
        [](const KeptTrial& one, const KeptTrial& other) { return one.started < other.started; });
    Asked(database_, "INSERT INTO run (started, directory, machine, verdict) VALUES (?, ?, ?, ?)")
        .does(first->started, run.directory, run.machine,
              run.verdict ? std::optional(name_of(*run.verdict)) : std::nullopt);
    return database_.getLastInsertRowid();
}

std::int64_t Addition::track_of(const KeptTrial& trial) {
    const std::string conditions = Json(trial.conditions).dump();
    const Cell& cell = trial.cell;
    if (const auto known = find_track_.finds(cell.kernel, cell.mode, cell.workload, conditions))
        return *known;
    insert_track_.does(cell.kernel, cell.mode, cell.workload, conditions, trial.machine);
    return database_.getLastInsertRowid();
}

std::int64_t Addition::quantity_of(const KeptCount& count, std::optional<std::int64_t> part_of) {
    const std::string by = name_of(count.by);
    const std::string first = over_unit(count, 0);
    const std::string second = over_unit(count, 1);
    if (const auto known = find_quantity_.finds(count.name, by, count.unit, first, second))
        return *known;
    insert_quantity_.does(count.name, by, count.unit, first, second, part_of);
    return database_.getLastInsertRowid();
}

bool Addition::add(const KeptTrial& trial, std::int64_t run) {
    const std::int64_t track = track_of(trial);
    const std::int64_t kernel = kernels_.number(trial.kernel_digest, trial.kernel_source);
    const std::int64_t cloister = cloisters_.number(trial.cloister);
    if (insert_trial_.does(trial.identity, run, track, kernel, cloister, trial.not_counted) == 0)
        return false; // it is there
    const std::int64_t number = database_.getLastInsertRowid();
    std::optional<std::int64_t> whole;
    for (const KeptCount& count : trial.counts) {
        const std::int64_t quantity = quantity_of(count, count.is_part ? whole : std::nullopt);
        if (!count.is_part)
            whole = quantity;
        insert_counted_.does(track, quantity, run, number, static_cast<std::int64_t>(count.number),
                             over_number(count, 0), over_number(count, 1));
    }
    return true;
}

// Whether they are kept for the first time.
bool Addition::replace_claims(const KeptRun& run, std::int64_t number) {
    Asked(database_, "DELETE FROM claim WHERE run = ?").does(number);
    Asked insert(database_, "INSERT INTO claim (run, place, id, verdict, reason, numbers) "
                            "VALUES (?, ?, ?, ?, ?, ?)");
    std::int64_t place = 0;
    for (const ClaimResult& claim : run.claims)
        insert.does(number, place++, claim.id, name_of(claim.verdict), claim.reason,
                    JsonWriter::to_json(claim.numbers).dump());
    return Asked(database_, "UPDATE run SET claims_are_kept = 1 WHERE id = ? AND claims_are_kept = 0")
               .does(number) > 0;
}

Added Addition::add(const KeptRun& run) {
    const std::int64_t number = run_of(run);
    Added added{static_cast<std::uint64_t>(number)};
    for (const KeptTrial& trial : run.trials)
        added.trials += add(trial, number) ? 1U : 0U;
    added.claims = replace_claims(run, number);
    return added;
}

} // namespace

std::optional<Added> add_run(HistoryFile& history, const KeptRun& run) {
    if (run.trials.empty())
        return std::nullopt;
    return history.with("write", [&](SQLite::Database& database) {
        // At once: a reader that becomes a writer may find that somebody else has written meanwhile.
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        const Added added = Addition(database).add(run);
        transaction.commit();
        return std::optional(added);
    });
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/history_file.hpp"

#include <SQLiteCpp/Transaction.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

constexpr int ours = 0x436c6f69; // application_id: "Cloi"
// A write takes milliseconds; many writers wait for each other.
constexpr int patience_ms = 60'000;

// Each takes a file from the version of its place to the next one. What was released is never changed.
//
// A track is a row of trials that may be compared over time: one cell, under conditions that are alike.
// counted is stored in the order in which it is read, a track at a time; a part that a trial has none of is
// not there. Claims are a run's, in the order of its report, their numbers as they are in the report; a run
// that landed before they were kept has none until it is imported again.
constexpr std::array migrations{R"sql(
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    directory TEXT NOT NULL,
    machine TEXT NOT NULL,
    verdict TEXT
) STRICT;
CREATE INDEX run_by_time ON run (started, id);
CREATE TABLE kernel (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (digest, source)
) STRICT;
CREATE TABLE cloister (
    id INTEGER PRIMARY KEY,
    revision TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE track (
    id INTEGER PRIMARY KEY,
    kernel TEXT NOT NULL,
    mode TEXT NOT NULL,
    workload TEXT NOT NULL,
    conditions TEXT NOT NULL,
    machine TEXT NOT NULL,
    UNIQUE (kernel, mode, workload, conditions)
) STRICT;
CREATE TABLE trial (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    run INTEGER NOT NULL REFERENCES run,
    track INTEGER NOT NULL REFERENCES track,
    kernel INTEGER NOT NULL REFERENCES kernel,
    cloister INTEGER NOT NULL REFERENCES cloister,
    not_counted TEXT
) STRICT;
CREATE INDEX trial_by_track ON trial (track, run, kernel, cloister, not_counted);
CREATE INDEX trial_by_run ON trial (run, track, not_counted);
CREATE TABLE quantity (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    compared_by TEXT NOT NULL,
    unit TEXT NOT NULL,
    first_over TEXT NOT NULL,
    second_over TEXT NOT NULL,
    part_of INTEGER REFERENCES quantity,
    UNIQUE (name, compared_by, unit, first_over, second_over)
) STRICT;
CREATE TABLE counted (
    track INTEGER NOT NULL REFERENCES track,
    quantity INTEGER NOT NULL REFERENCES quantity,
    run INTEGER NOT NULL REFERENCES run,
    trial INTEGER NOT NULL REFERENCES trial,
    number INTEGER NOT NULL,
    first_over REAL NOT NULL,
    second_over REAL NOT NULL,
    PRIMARY KEY (track, quantity, run, trial)
) STRICT, WITHOUT ROWID;
)sql",
                                R"sql(
ALTER TABLE run ADD COLUMN claims_are_kept INTEGER NOT NULL DEFAULT 0;
CREATE TABLE claim (
    run INTEGER NOT NULL REFERENCES run,
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    numbers TEXT NOT NULL,
    PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
)sql"};
constexpr int our_version = static_cast<int>(migrations.size());

int number(SQLite::Database& database, const std::string& pragma) {
    return database.execAndGet("PRAGMA " + pragma).getInt();
}

// Whoever comes first does it; the others find it done.
void migrate(SQLite::Database& database) {
    while (number(database, "user_version") < our_version) {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        const int version = number(database, "user_version");
        if (version >= our_version)
            return;
        database.exec(migrations.at(static_cast<std::size_t>(version)));
        database.exec(fmt::format("PRAGMA user_version = {}", version + 1));
        transaction.commit();
    }
}

// What SQLite leaves beside a file while it is written.
void remove_with_companions(const fs::path& file) {
    std::error_code nothing_to_say;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        fs::remove(file.string() + suffix, nothing_to_say);
}

// Made beside its place and then put there: whoever comes at the same time finds it whole, or makes his own,
// of which the first stays.
void make(const fs::path& path) {
    if (path.has_parent_path())
        fs::create_directories(path.parent_path());
    const fs::path fresh = fmt::format("{}.new-{}", path.string(), ::getpid());
    remove_with_companions(fresh);
    try {
        {
            SQLite::Database database(fresh.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            database.exec(fmt::format("PRAGMA application_id = {}", ours));
            migrate(database);
            // Last, so that nothing is in the log, which is not put there: on a full disk SQLite leaves it
            // behind without a word when it closes the file.
            if (database.execAndGet("PRAGMA journal_mode = WAL").getString() != "wal")
                throw LabError(
                    Fault::lab, "history",
                    "cannot make the history " + path.string() +
                        ": its file system knows no shared memory; name another file with --history");
        }
        if (::link(fresh.c_str(), path.c_str()) != 0 && errno != EEXIST)
            throw LabError(Fault::lab, "history",
                           "cannot make the history " + path.string() + ": " + std::strerror(errno) +
                               "; name another file with --history");
    } catch (...) {
        remove_with_companions(fresh);
        throw;
    }
    remove_with_companions(fresh);
}

void expect_ours(const fs::path& path, SQLite::Database& database) {
    if (number(database, "application_id") != ours)
        throw LabError(Fault::wrong_use, "history",
                       path.string() + " is no history of Cloister's: name another file with --history");
    if (const int version = number(database, "user_version"); version > our_version)
        throw LabError(
            Fault::wrong_use, "history",
            fmt::format("the history {} has version {}, and this Cloister knows {}: use the newer one "
                        "that wrote it, or name another file with --history",
                        path.string(), version, our_version));
}

void set_up(SQLite::Database& database) {
    database.setBusyTimeout(patience_ms);
    database.exec("PRAGMA foreign_keys = ON");
}

std::string remedy(int code) {
    switch (code) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return "free some space, or name another file with --history";
    case SQLITE_BUSY:
        return "another one has been writing it for a minute: is it stopped?";
    case SQLITE_CORRUPT:
        return "put a copy in its place, or remove it and import the run directories again";
    default:
        return "name another file with --history";
    }
}

[[noreturn]] void fail_on(const fs::path& path, const char* verb, const SQLite::Exception& error) {
    if (error.getErrorCode() == SQLITE_NOTADB)
        throw LabError(Fault::wrong_use, "history",
                       path.string() + " is no history of Cloister's: name another file with --history");
    throw LabError(Fault::lab, "history",
                   fmt::format("cannot {} the history {}: {}; {}", verb, path.string(), error.what(),
                               remedy(error.getErrorCode())));
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// For SQLite's file: names.
std::string escaped(const std::string& path) {
    std::string all;
    for (const char c : path)
        if (c == '%' || c == '?' || c == '#')
            all += fmt::format("%{:02x}", static_cast<unsigned>(c));
        else
            all += c;
    return all;
}

SQLite::Database opened_to_read(const fs::path& path) {
    try {
        SQLite::Database database(path.string(), SQLite::OPEN_READONLY, patience_ms);
        number(database, "application_id");
        return database;
    } catch (const SQLite::Exception& error) {
        // Readers share memory in a file beside it. Who cannot make it can read what nobody is writing.
        const bool is_locked_away =
            error.getErrorCode() == SQLITE_CANTOPEN || error.getErrorCode() == SQLITE_READONLY;
        if (!is_locked_away || fs::exists(path.string() + "-wal"))
            throw;
        return SQLite::Database("file:" + escaped(fs::absolute(path).string()) + "?immutable=1",
                                SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    }
}

} // namespace

std::optional<fs::path> default_history() {
    if (const std::string own = environment("CLOISTER_HISTORY"); own == "none")
        return std::nullopt;
    else if (!own.empty())
        return own;
    if (const std::string data = environment("XDG_DATA_HOME"); !data.empty())
        return fs::path(data) / "cloister" / "history.db";
    return fs::path(environment("HOME")) / ".local" / "share" / "cloister" / "history.db";
}

fs::path history_named(const std::string& name) {
    if (!name.empty())
        return name;
    if (const std::optional<fs::path> usual = default_history())
        return *usual;
    throw LabError(Fault::wrong_use, "history", "CLOISTER_HISTORY is none: name a file with --history");
}

HistoryFile HistoryFile::to_write(const fs::path& path) {
    try {
        if (!fs::exists(path))
            make(path);
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE, patience_ms);
        expect_ours(path, database);
        migrate(database);
        set_up(database);
        return {path, std::move(database)};
    } catch (const SQLite::Exception& error) {
        fail_on(path, "write", error);
    } catch (const fs::filesystem_error& error) {
        throw LabError(Fault::lab, "history",
                       "cannot make the history " + path.string() + ": " + error.code().message() +
                           "; name another file with --history");
    }
}

HistoryFile HistoryFile::to_read(const fs::path& path) {
    if (!fs::exists(path))
        throw LabError(Fault::wrong_use, "history",
                       "there is no history " + path.string() +
                           " yet: measure something, or cloister import DIR");
    try {
        SQLite::Database database = opened_to_read(path);
        expect_ours(path, database);
        if (number(database, "user_version") < our_version)
            return to_write(path);
        return {path, std::move(database)};
    } catch (const SQLite::Exception& error) {
        fail_on(path, "read", error);
    }
}

void HistoryFile::fail(const char* verb, const SQLite::Exception& error) const {
    fail_on(path_, verb, error);
}

} // namespace cloister

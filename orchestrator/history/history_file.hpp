// SPDX-License-Identifier: GPL-2.0-or-later
// A history: one SQLite file, which any number of Cloisters may read and write at once. Only this room knows
// SQLite, and what is in the file (history_file.cpp).
// Runs on: host. A new file appears whole; a write is whole or not at all, also when its writer is killed.
// Errors: LabError{lab} for what cannot be written, {wrong_use} for a file that is not there, is something
// else or was written by a newer Cloister: one line with file and remedy.
#pragma once

#include "orchestrator/base/lab_error.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <filesystem>
#include <optional>
#include <string>

namespace cloister {

class HistoryFile {
  public:
    // Made unless it is there; migrated where an older Cloister wrote it.
    static HistoryFile to_write(const std::filesystem::path& path);
    static HistoryFile to_read(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    // Failures of SQLite's become a LabError: verb is "read" or "write".
    template <class Work>
    auto with(const char* verb, Work work) {
        try {
            return work(database_);
        } catch (const SQLite::Exception& error) {
            fail(verb, error);
        }
    }

  private:
    HistoryFile(std::filesystem::path path, SQLite::Database database)
        : path_(std::move(path)), database_(std::move(database)) {}

    [[noreturn]] void fail(const char* verb, const SQLite::Exception& error) const;

    std::filesystem::path path_;
    SQLite::Database database_;
};

// $CLOISTER_HISTORY, else $XDG_DATA_HOME/cloister/history.db, else ~/.local/share/cloister/history.db;
// nullopt where that variable is "none".
std::optional<std::filesystem::path> default_history();
// The one that was named, else the default one. Throws LabError{wrong_use} where there is none.
std::filesystem::path history_named(const std::string& name);

} // namespace cloister

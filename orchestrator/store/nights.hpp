// SPDX-License-Identifier: GPL-2.0-or-later
// The directory of a plan's nights, and the only code that reads and writes it:
//   lock
//   <time>/{nightly.json, log, cells/<cell>.json, steps/<cell>/}, each of steps/ a run directory
// A night appears whole, and goes whole: what a kill left of either is not looked at, and removed by the
// next. Runs on: host. Errors: LabError{lab} for what cannot be written and where another process has it,
// {wrong_use} for a directory that holds something else, or a document that is not ours (its path named).
#pragma once

#include "orchestrator/fleet/retention.hpp"
#include "orchestrator/kernel/file_lock.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "results-schema/nightly.hpp"

#include <map>
#include <memory>

namespace cloister {

class NightDirectory {
  public:
    explicit NightDirectory(std::filesystem::path path) : path_(std::move(path)) {}

    const std::filesystem::path& path() const { return path_; }
    std::string name() const { return path_.filename().string(); }
    std::filesystem::path log() const { return path_ / "log"; }
    std::filesystem::path document() const { return path_ / "nightly.json"; }
    std::filesystem::path run(const std::string& cell) const;
    // Made unless it is there, to be gone on with.
    RunDirectory run_directory(const std::string& cell) const;

    Nightly night() const;
    void store(const Nightly& night) const;
    // By name. Cells that stay as they were have no file.
    std::map<std::string, NightCell> cells() const;
    void store(const NightCell& cell) const;
    void remove_run(const std::string& cell) const;
    std::uint64_t bytes_of(const std::string& cell) const;
    // One line, short enough that a log stays a log.
    void log_line(const std::string& text) const;

  private:
    std::filesystem::path path_;
};

class Nights {
  public:
    // Made unless it is there.
    explicit Nights(std::filesystem::path directory);

    std::vector<NightDirectory> all() const; // the oldest first
    NightDirectory begin(const Nightly& night) const;
    void remove(const Removal& removal) const;

  private:
    std::filesystem::path directory_;
    std::unique_ptr<FileLock> lock_;
};

// The oldest first; to look at them without having them.
std::vector<NightDirectory> nights_in(const std::filesystem::path& directory);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The file that says what the host was like, so that whoever comes after a crash can put it back. It is on
// the disk, whole, before the first knob is written; it belongs to one boot (docs/adr/0021). Runs on: host.
// Nobody else reads or writes it. Errors: LabError{lab} naming the file and what is wrong.
#pragma once

#include "orchestrator/host/host_tree.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "results-schema/host_journal.hpp"

namespace cloister {

constexpr const char* default_journal = "/var/lib/cloister/host-journal.json";

std::string boot_id(const HostTree& host);

// Of this boot: an earlier one's knobs are no more.
bool is_in_force(const std::optional<HostJournal>& journal, const HostTree& host);

// nullopt: there is none. One of an earlier boot is given as well: is_in_force() tells it.
std::optional<HostJournal> read_journal(const std::filesystem::path& file);

// One process at a time is at the host's knobs, as told by this journal.
class JournalFile {
  public:
    // Makes the directory. Refuses where another process is at work.
    explicit JournalFile(const std::filesystem::path& file);

    std::optional<HostJournal> read() const { return read_journal(file_); }
    // On the disk when it returns, whole or not at all.
    void store(const HostJournal& journal) const;
    void remove() const;
    const std::filesystem::path& path() const { return file_; }

  private:
    std::filesystem::path file_;
    OpenFile directory_; // locked
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/journal.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/file.hpp"

#include <sys/file.h>
#include <sys/stat.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

// The directory that this file is or will be in.
std::string made_directory_of(const fs::path& file) {
    const fs::path directory = fs::absolute(file).parent_path();
    fs::create_directories(directory);
    return directory.string();
}

} // namespace

std::string boot_id(const HostTree& host) {
    return read_knob(host.file("/proc/sys/kernel/random/boot_id")).value_or("");
}

bool is_in_force(const std::optional<HostJournal>& journal, const HostTree& host) {
    return journal && journal->boot == boot_id(host);
}

std::optional<HostJournal> read_journal(const fs::path& file) {
    if (!fs::exists(file))
        return std::nullopt;
    try {
        return parse_document<HostJournal>(read_file(file.string()));
    } catch (const SchemaError& error) {
        throw LabError(Fault::lab, "host",
                       file.string() + " is no journal of a prepared host: " + error.what() +
                           "; nothing is put back by it, and nothing is written before it is moved away");
    }
}

JournalFile::JournalFile(const fs::path& file)
    : file_(fs::absolute(file)), directory_(made_directory_of(file), O_RDONLY | O_DIRECTORY) {
    if (::flock(directory_.number(), LOCK_EX | LOCK_NB) != 0)
        throw LabError(Fault::lab, "host",
                       directory_.path() + " is in use: another `cloister host` is at work; wait for it");
}

void JournalFile::store(const HostJournal& journal) const {
    const std::string fresh = file_.string() + ".new";
    {
        const OpenFile out(fresh, O_WRONLY | O_CREAT | O_TRUNC);
        check_errno(::fchmod(out.number(), 0644), "fchmod", fresh);
        const std::string text = document_text(journal);
        for (std::size_t done = 0; done < text.size();)
            done += static_cast<std::size_t>(
                check_errno(::write(out.number(), text.data() + done, text.size() - done), "write", fresh));
        check_errno(::fsync(out.number()), "fsync", fresh);
    }
    fs::rename(fresh, file_);
    check_errno(::fsync(directory_.number()), "fsync", directory_.path());
}

void JournalFile::remove() const {
    fs::remove(file_);
    check_errno(::fsync(directory_.number()), "fsync", directory_.path());
}

} // namespace cloister

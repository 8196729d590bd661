// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/nights.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/utc_time.hpp"
#include "orchestrator/fleet/night_cells.hpp"
#include "orchestrator/store/stored_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

constexpr const char* unfinished = ".part"; // a night that is being made
constexpr const char* going = ".gone";      // one that is being removed
constexpr std::size_t longest_line = 400;

void refuse_something_else(const fs::path& directory) {
    if (!fs::exists(directory) || fs::exists(directory / "lock"))
        return;
    if (!fs::is_directory(directory) || !fs::is_empty(directory))
        throw LabError(Fault::wrong_use, "store",
                       directory.string() + " holds something else than nights: choose another directory "
                                            "with -o");
}

void remove_what_kills_left(const fs::path& directory) {
    std::vector<fs::path> left;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory))
        if (const fs::path suffix = entry.path().extension(); suffix == unfinished || suffix == going)
            left.push_back(entry.path());
    for (const fs::path& each : left)
        remove_whole(each);
}

// As "2026-11-27T02-00-05Z", which sorts as text and is a name everywhere.
std::string name_of_time(std::string utc) {
    utc = utc.substr(0, utc.find('.')) + "Z";
    std::replace(utc.begin(), utc.end(), ':', '-');
    return utc;
}

} // namespace

fs::path NightDirectory::run(const std::string& cell) const {
    return path_ / "steps" / file_name_of(cell);
}

RunDirectory NightDirectory::run_directory(const std::string& cell) const {
    const fs::path directory = run(cell);
    if (fs::exists(directory / "plan.json"))
        return RunDirectory::open(directory);
    remove_whole(directory); // a kill left it before anything was in it
    return RunDirectory::create(directory);
}

Nightly NightDirectory::night() const {
    return read_document_file<Nightly>(document());
}

void NightDirectory::store(const Nightly& night) const {
    write_document_file(document(), night);
}

std::map<std::string, NightCell> NightDirectory::cells() const {
    std::map<std::string, NightCell> cells;
    std::error_code none_yet;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_ / "cells", none_yet))
        if (entry.path().extension() == ".json") {
            NightCell cell = read_document_file<NightCell>(entry.path());
            cells[cell.name] = std::move(cell);
        }
    return cells;
}

void NightDirectory::store(const NightCell& cell) const {
    write_document_file(path_ / "cells" / (file_name_of(cell.name) + ".json"), cell);
}

void NightDirectory::remove_run(const std::string& cell) const {
    remove_whole(run(cell));
}

std::uint64_t NightDirectory::bytes_of(const std::string& cell) const {
    std::uint64_t bytes = 0;
    std::error_code gone;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run(cell), gone))
        if (entry.is_regular_file(gone))
            bytes += entry.file_size(gone);
    return bytes;
}

void NightDirectory::log_line(const std::string& text) const {
    std::string line = text.substr(0, longest_line);
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::ofstream out(log(), std::ios::app);
    if (!(out << utc_now() << "  " << line << std::endl))
        cannot("write", log(), std::strerror(errno));
}

std::vector<NightDirectory> nights_in(const fs::path& directory) {
    std::vector<fs::path> paths;
    std::error_code none_yet;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, none_yet))
        if (const fs::path suffix = entry.path().extension();
            suffix != unfinished && suffix != going && fs::exists(entry.path() / "nightly.json"))
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<NightDirectory> nights;
    for (fs::path& path : paths)
        nights.emplace_back(std::move(path));
    return nights;
}

Nights::Nights(fs::path directory) : directory_(std::move(directory)) {
    refuse_something_else(directory_);
    make_directory(directory_);
    lock_ = std::make_unique<FileLock>(directory_ / "lock", FileLock::Wait::no);
    if (!lock_->held())
        throw LabError(Fault::lab, "store",
                       directory_.string() + " is at work for another cloister nightly: wait for its end, or "
                                             "choose another directory with -o");
    remove_what_kills_left(directory_);
}

std::vector<NightDirectory> Nights::all() const {
    return nights_in(directory_);
}

NightDirectory Nights::begin(const Nightly& night) const {
    std::string name = name_of_time(night.began);
    // Behind all that are there, whatever the clock says.
    if (const std::vector<NightDirectory> before = all(); !before.empty() && name <= before.back().name())
        name = before.back().name() + "-2";
    const NightDirectory made(directory_ / (name + unfinished));
    make_directory(made.path() / "cells");
    made.store(night);
    std::error_code error;
    fs::rename(made.path(), directory_ / name, error);
    if (error)
        cannot("make", directory_ / name, error.message());
    return NightDirectory(directory_ / name);
}

void Nights::remove(const Removal& removal) const {
    const fs::path night = directory_ / removal.night;
    if (!removal.cell.empty())
        return remove_whole(night / "steps" / removal.cell);
    const fs::path gone = night.string() + going;
    std::error_code error;
    fs::rename(night, gone, error);
    if (error)
        cannot("remove", night, error.message());
    remove_whole(gone);
}

} // namespace cloister

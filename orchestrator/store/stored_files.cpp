// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/stored_files.hpp"

#include "orchestrator/base/lab_error.hpp"

namespace cloister {

namespace fs = std::filesystem;

void cannot(const std::string& verb, const fs::path& file, const std::string& why) {
    throw LabError(Fault::lab, "store", "cannot " + verb + " " + file.string() + ": " + why);
}

void make_directory(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error)
        cannot("make", directory, error.message() + "; choose another place with -o");
}

void remove_whole(const fs::path& path) {
    std::error_code error;
    fs::remove_all(path, error);
    if (error)
        cannot("remove", path, error.message());
}

} // namespace cloister

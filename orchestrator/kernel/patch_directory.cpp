// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/patch_directory.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <algorithm>
#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw LabError(Fault::wrong_use, "kernel", why);
}

// A line: a name, then how to apply it, then a comment; "# …" and empty lines say nothing.
std::vector<std::string> names_in_series(const fs::path& series) {
    std::vector<std::string> names;
    std::istringstream lines(read_text_file(series));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name;
        if (!(words >> name) || name.starts_with('#'))
            continue;
        for (std::string option; words >> option && !option.starts_with('#');)
            if (option != "-p1" && option != "-pab")
                refuse(series.string() + ": " + name + " wants " + option +
                       ": only -p1 is known; write its paths with one directory before them");
        names.push_back(name);
    }
    return names;
}

// What format-patch wrote as a cover letter is no step.
std::vector<std::string> names_in(const fs::path& directory) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory))
        if (entry.path().extension() == ".patch" && (!entry.path().filename().string().starts_with("0000-") ||
                                                     has_diff(read_text_file(entry.path()))))
            names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

std::vector<Patch> patches_in(const fs::path& directory) {
    if (!fs::is_directory(directory))
        refuse(directory.string() + " is no directory of patches");
    const fs::path series = directory / "series";
    const bool listed = fs::exists(series);
    std::vector<Patch> patches;
    for (const std::string& name : listed ? names_in_series(series) : names_in(directory)) {
        if (!fs::is_regular_file(directory / name))
            refuse(series.string() + " names " + name + ", which is not there");
        patches.push_back({name, read_text_file(directory / name)});
        if (!has_diff(patches.back().text))
            refuse((directory / name).string() + " has no diff: take it out");
    }
    if (patches.empty())
        refuse(listed ? series.string() + " names no patch"
                      : directory.string() + " has no *.patch and no file 'series'");
    return patches;
}

} // namespace cloister

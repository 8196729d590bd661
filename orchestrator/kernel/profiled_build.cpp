// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/profiled_build.hpp"

#include "orchestrator/coverage/touched_lines.hpp"
#include "orchestrator/kernel/config_line.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <algorithm>

namespace cloister {

namespace fs = std::filesystem;

bool is_profiled(const std::string& config) {
    return has_line(config, "CONFIG_GCOV_KERNEL=y");
}

// Without -fno-tree-loop-im gcc 4.9 and later moved counters out of loops that never end (kernel commit
// 2c2c10b9).
// Counts of several CPUs are lost unless they are atomic, and those that gcov takes from others make no sense
// then.
std::string profiling_flags() {
    return "-fprofile-arcs -ftest-coverage -fno-tree-loop-im -fprofile-update=prefer-atomic "
           "-fprofile-dir=/gcov";
}

std::vector<std::string> profiling_words(const std::string& changes, const fs::path& tree) {
    std::vector<std::string> words{"CFLAGS_GCOV=" + profiling_flags() +
                                   " -fprofile-prefix-path=" + tree.string()};
    for (const auto& [file, lines] : touched_lines(changes))
        if (const fs::path path = file; path.extension() == ".c")
            words.push_back("GCOV_PROFILE_" + path.stem().string() + ".o=y");
    return words;
}

void keep_notes(const std::string& changes, const fs::path& tree, const fs::path& directory) {
    fs::create_directories(directory / "notes");
    write_text_file(directory / "changes.diff", changes);
    for (const auto& [file, lines] : touched_lines(changes)) {
        const std::string extension = fs::path(file).extension();
        if (extension != ".c" && extension != ".h")
            continue;
        fs::create_directories((directory / "sources" / file).parent_path());
        fs::copy_file(tree / file, directory / "sources" / file);
        const std::string notes = fs::path(file).replace_extension(".gcno");
        std::string name = notes;
        std::replace(name.begin(), name.end(), '/', '#');
        if (extension == ".c" && fs::exists(tree / notes)) // what the config leaves out has none
            fs::copy_file(tree / notes, directory / "notes" / name);
    }
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A kernel that counts how often its lines run (flavour "gcov"): which of its files do, and what must be kept
// of the build to read the counts by. Profiled is each .c file that the patches change, and so what of
// changed headers is compiled into these (docs/adr/0019). Counts are atomic, and a guest shows them in a flat
// directory whose name is ours, so that neither a kernel nor its guest knows where it was built. Runs on:
// host. Errors: std::filesystem::filesystem_error.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cloister {

// config: of a build or of a fragment. Whether it asks for profiling.
bool is_profiled(const std::string& config);

// Where its objects are compiled with these words for make. changes: a diff of what the patches change.
std::vector<std::string> profiling_words(const std::string& changes, const std::filesystem::path& tree);
// What these words have gcc do, for the key of a kernel.
std::string profiling_flags();

// Into DIRECTORY: changes.diff, sources/ with each changed .c and .h file as it was built, and notes/ with
// gcov's notes of each profiled object, named as the guest names its counts: mm#swap.gcno.
void keep_notes(const std::string& changes, const std::filesystem::path& tree,
                const std::filesystem::path& directory);

} // namespace cloister

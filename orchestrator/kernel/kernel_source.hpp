// SPDX-License-Identifier: GPL-2.0-or-later
// The source that a kernel is built of, named by its content: a tarball, a commit of a git tree, a directory.
// Runs on: host. Errors: LabError{wrong_use} for what is not there, {lab} for what cannot be fetched, read or
// unpacked.
#pragma once

#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/kernel/kernel_room.hpp"
#include "orchestrator/kernel/recipe.hpp"

#include <functional>

namespace cloister {

enum class SourceKind { tarball, git_tree, directory };

struct KernelSource {
    std::filesystem::path path;
    SourceKind kind = SourceKind::tarball;
    std::string digest; // of a git tree, the commit's
    std::string description;
};

// Whether find_source() would find one; else it may be fetched, where the recipe names a suite.
bool has_source(const Recipe& recipe, const KernelRoom& room);
void fetch_source(const Recipe& recipe, const KernelRoom& room);
KernelSource find_source(const Recipe& recipe, const KernelRoom& room, const KernelCache& cache);
KernelSource source_of_commit(const std::filesystem::path& git, const std::string& commit);

// Into a directory that is there and empty.
// on_step: now and then, where it takes long; what it throws ends it.
void unpack(const KernelSource& source, const std::filesystem::path& tree, const std::filesystem::path& log,
            const std::function<void()>& on_step = {});

} // namespace cloister

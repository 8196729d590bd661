// SPDX-License-Identifier: GPL-2.0-or-later
// A tree that outlives its build: cache/trees/KEY, with all that was compiled in it, so that the next build
// of the same source and config compiles what differs. Whoever has it has it alone. A tree weighs 2 GB: of
// all trees the ones used last stay. Runs on: host; waits for whoever has it. Errors: std::system_error.
#pragma once

#include "orchestrator/kernel/file_lock.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"

namespace cloister {

class KeptTree {
  public:
    static constexpr std::size_t kept_trees = 2;

    // From here on nobody knows what is in it, until keep(): a build that is killed leaves a tree that the
    // next one makes anew.
    KeptTree(const KernelCache& cache, const std::string& key);
    // A tree that is not kept is gone.
    ~KeptTree();
    KeptTree(const KeptTree&) = delete;
    KeptTree& operator=(const KeptTree&) = delete;

    // Whether it would have to wait.
    static bool is_in_use(const KernelCache& cache, const std::string& key);

    std::filesystem::path directory() const { return directory_; }
    // Whether the last build left it as make leaves a tree; else it is empty.
    bool is_usable() const { return usable_; }
    void keep();

  private:
    std::filesystem::path mark() const;

    std::filesystem::path directory_;
    FileLock lock_;
    bool usable_;
    bool kept_ = false;
};

} // namespace cloister

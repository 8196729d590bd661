// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kept_tree.hpp"

#include "orchestrator/store/run_directory.hpp"

#include <algorithm>
#include <vector>

namespace cloister {

namespace fs = std::filesystem;

namespace {

constexpr const char* mark_name = "whole";

std::string lock_name(const std::string& key) {
    return "tree-" + key;
}

// When a tree was last used; of one that a killed build left, the beginning of time.
fs::file_time_type last_use(const fs::path& tree) {
    std::error_code unknown;
    const fs::file_time_type time = fs::last_write_time(tree / mark_name, unknown);
    return unknown ? fs::file_time_type::min() : time;
}

// Those that nobody uses, beyond the others that stay beside ours.
void sweep(const KernelCache& cache, const fs::path& ours) {
    std::vector<fs::path> others;
    for (const fs::directory_entry& tree : fs::directory_iterator(ours.parent_path()))
        if (tree.path() != ours)
            others.push_back(tree.path());
    std::sort(others.begin(), others.end(),
              [](const fs::path& one, const fs::path& other) { return last_use(one) > last_use(other); });
    for (std::size_t i = 0; i < others.size(); ++i) {
        if (i + 1 < KeptTree::kept_trees && fs::exists(others[i] / mark_name))
            continue;
        const FileLock lock(cache.lock_file(lock_name(others[i].filename())), FileLock::Wait::no);
        if (lock.held())
            fs::remove_all(others[i]);
    }
}

} // namespace

KeptTree::KeptTree(const KernelCache& cache, const std::string& key)
    : directory_(cache.trees() / key), lock_(cache.lock_file(lock_name(key))), usable_(fs::exists(mark())) {
    if (!usable_)
        fs::remove_all(directory_);
    fs::create_directories(directory_);
    fs::remove(mark());
    sweep(cache, directory_);
}

bool KeptTree::is_in_use(const KernelCache& cache, const std::string& key) {
    return !FileLock(cache.lock_file(lock_name(key)), FileLock::Wait::no).held();
}

KeptTree::~KeptTree() {
    std::error_code nothing_to_say; // another error is told
    if (!kept_)
        fs::remove_all(directory_, nothing_to_say);
}

void KeptTree::keep() {
    write_text_file(mark(), "");
    kept_ = true;
}

fs::path KeptTree::mark() const {
    return directory_ / mark_name;
}

} // namespace cloister

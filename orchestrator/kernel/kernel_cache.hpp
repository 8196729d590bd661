// SPDX-License-Identifier: GPL-2.0-or-later
// Built kernels by what they were made of: cache/kernels/<key>/{bzImage, config, build.log, kernel.json}; of
// a profiled one coverage/ besides. An entry appears whole, by one rename, or not at all. Runs on: host.
// Errors: LabError.
#pragma once

#include "orchestrator/kernel/kernel_image.hpp"

namespace cloister {

enum class Log { kept, removed };

class KernelCache {
  public:
    explicit KernelCache(std::filesystem::path directory) : directory_(std::move(directory)) {}

    std::optional<KernelImage> find(const std::string& key) const;
    // Whatever it was made of.
    std::optional<KernelImage> with_digest(const std::string& digest) const;
    // Where the files of this key are prepared; emptied of what killed builds left, of other keys too.
    std::filesystem::path prepare(const std::string& key) const;
    // Gives up what was prepared; its log may be wanted.
    void abandon(const std::string& key, Log log) const;
    // finished: a directory beneath prepare(key) that holds the entry's files.
    KernelImage insert(const std::string& key, const std::filesystem::path& finished) const;
    // A file to hold a lock on while this key is built.
    std::filesystem::path lock_file(const std::string& key) const;
    // Where trees outlive their builds (kept_tree.hpp).
    std::filesystem::path trees() const { return directory_ / "trees"; }
    // The SHA-256 of a large file, remembered by its size and time.
    std::string digest_of(const std::filesystem::path& file) const;

  private:
    void sweep() const;

    std::filesystem::path directory_;
};

// $CLOISTER_CACHE, else $XDG_CACHE_HOME/cloister, else ~/.cache/cloister.
std::filesystem::path cache_directory();

// An image by its path. Its config is config-VERSION beside vmlinuz-VERSION, else what the image itself
// carries (embedded_config.hpp), else a file "config" beside it; its modules are found by kernel_modules.hpp.
// Errors: LabError{wrong_use} for what is no kernel, or cannot be a guest's without modules that are not
// there.
KernelImage load_image(const std::filesystem::path& image);

} // namespace cloister

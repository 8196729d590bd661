// SPDX-License-Identifier: GPL-2.0-or-later
// An unpacked source that takes patches and gives them back: its files become those of the source with other
// patches on it, forwards or backwards, and only those that differ get a new time. So make builds what
// differs. Runs on: host, one at a time in a directory. Errors: LabError{lab} naming the patch, its step and
// the file where it does not apply: then nothing has changed.
#pragma once

#include "orchestrator/kernel/patch.hpp"

#include <filesystem>
#include <vector>

namespace cloister {

class PatchedTree {
  public:
    // Of what an earlier object left there, or empty: then the source is to be unpacked into root().
    explicit PatchedTree(std::filesystem::path directory);

    std::filesystem::path root() const { return directory_ / "linux"; }
    // source: its name, for errors.
    void become(const std::vector<Patch>& patches, const std::string& source,
                const std::filesystem::path& log);
    // What its patches change in the source: a diff, without context.
    std::string changes() const;

  private:
    std::set<std::string> touched() const;
    void remember(const std::set<std::string>& files);
    void apply(const Patch& patch, std::size_t step, const std::string& source,
               const std::filesystem::path& log);
    void take_over(const std::string& file);

    std::filesystem::path directory_;
    // Beside the tree: what the source had of all files that any patch ever touched, and their names.
    std::filesystem::path originals_;
    std::filesystem::path touched_;
    std::filesystem::path patched_; // those files with the patches, before they are compared with the tree's
};

} // namespace cloister

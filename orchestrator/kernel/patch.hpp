// SPDX-License-Identifier: GPL-2.0-or-later
// One patch of a series, by its text: what stands in it, without applying it.
// Runs on: host. Pure.
#pragma once

#include <set>
#include <string>

namespace cloister {

struct Patch {
    std::string name; // the file's, "0002-mm-swap.patch"
    std::string text;
};

// Of a mail: "mm/swap: let a spinlock protect the LRU batches"; of a bare diff, its name without ".patch".
std::string subject_of(const Patch& patch);
// As git format-patch names its file: "0002-mm-swap-let-a-spinlock-protect-the-LRU-batches.patch".
std::string patch_name(std::size_t number, const std::string& subject);
// Whether there is anything to apply: a cover letter has nothing.
bool has_diff(const std::string& text);
// All that it may change, make or remove, and maybe more: paths beneath the tree's root.
std::set<std::string> files_named_by(const std::string& text);
// "CONFIG_REMOTE_PCPU_DRAIN" for each "+config REMOTE_PCPU_DRAIN".
std::set<std::string> options_added_by(const std::string& text);

} // namespace cloister

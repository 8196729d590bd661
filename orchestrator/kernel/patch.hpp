// SPDX-License-Identifier: GPL-2.0-or-later
// One patch of a series, by its text: what stands in it, without applying it.
// Runs on: host. Pure.
#pragma once

#include <string>
#include <vector>

namespace cloister {

struct Patch {
    std::string name; // the file's, "0002-mm-swap.patch"
    std::string text;
};

// Of a mail: "mm/swap: let a spinlock protect the LRU batches"; of a bare diff, its name without ".patch".
std::string subject_of(const Patch& patch);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A patch series as steps that can be built one after the other: the base, then each patch on top of those
// before it. Its kernels are cached as all others; the same patches on the same source are the same kernel,
// whatever they are called.
// Runs on: host; building blocks for minutes. Errors: LabError{wrong_use} for what is no series, naming what
// is wrong with it.
#pragma once

#include "orchestrator/kernel/build_kernel.hpp"

#include <optional>

namespace cloister {

// One of patches, git and mbox at most; with none of them it is the recipe's own series.
struct SeriesSource {
    std::string recipe; // what the kernel is made like; empty: the one nearest to git's tree, else 6.12
    std::filesystem::path patches; // a directory as quilt has it: its file "series", else *.patch in order
    std::filesystem::path git;     // a git tree, and
    std::string range;             // BASE..HEAD in it
    std::filesystem::path mbox;    // a thread as reviewers have it, packed or not
    std::vector<std::filesystem::path>
        fragments; // what its kernels are configured with besides, from step 1 on
};

struct SeriesStep {
    std::string kernel;  // its cells' key: "6.12@base", "6.12@3"
    std::string subject; // its patch's; "base" where there is none
    std::string patch;   // its patch's name; empty for the base
};

struct Series {
    std::string name;              // of its steps before the @
    std::vector<SeriesStep> steps; // the base first
    // Options that its patches add and no fragment sets: off, unless something selects them.
    std::vector<std::string> unset_options;

    // What its kernels are made of.
    Recipe base; // without patches
    std::vector<Patch> patches;
    std::vector<std::filesystem::path> fragments; // from step 1 on
    std::optional<KernelSource> commit;           // of git; else the recipe's source
};

Series load_series(const SeriesSource& source, const KernelRoom& room);
// LabError{lab} for a step that does not build or whose patch does not apply: other steps may.
KernelImage build_step(const Series& series, std::size_t step, const KernelRoom& room,
                       const OnProgress& on_progress);

} // namespace cloister

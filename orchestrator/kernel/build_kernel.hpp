// SPDX-License-Identifier: GPL-2.0-or-later
// Kernel reference → bootable kernel: source → patches → config → build → cache. The key of a build is the
// digest of source, patches, requested config and compiler; equal keys are built once, also by two at a time.
// Runs on: host; blocks for minutes. Errors: LabError{lab} naming the patch that does not apply, every
// requested option that did not survive, or the last lines of the build; {wrong_use} for an unknown name.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/kernel/recipe.hpp"

namespace cloister {

struct KernelRoom {
    std::filesystem::path data;   // guest-kernel-config
    std::filesystem::path cache;  // kernel_cache.hpp
    std::filesystem::path source; // a directory, a tarball or a git tree; empty: the recipe's tarball
};

KernelImage build_kernel(const KernelReference& reference, const KernelRoom& room,
                         const OnProgress& on_progress);
// Without building: LabError{wrong_use} tells how to.
KernelImage find_kernel(const KernelReference& reference, const KernelRoom& room);

} // namespace cloister

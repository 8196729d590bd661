// SPDX-License-Identifier: GPL-2.0-or-later
// Kernel reference → bootable kernel: source → patches → config → build → cache. The key of a build is the
// digest of source, patches, requested config and compiler; equal keys are built once, also by two at a time.
// All builds of one source and config are built in one tree (kept_tree.hpp), one after the other. Runs on:
// host; blocks for minutes. Errors: LabError{lab} naming the patch that does not apply, every requested
// option that did not survive, or the last lines of the build; {wrong_use} for an unknown name.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/kernel/kernel_order.hpp"

namespace cloister {

KernelImage build_kernel(const KernelReference& reference, const KernelRoom& room,
                         const OnProgress& on_progress);
// Without building: LabError{wrong_use} tells how to.
KernelImage find_kernel(const KernelReference& reference, const KernelRoom& room);

// The source of a recipe, fetched where it must be. what: whose, for progress.
KernelSource source_of(const Recipe& recipe, const KernelRoom& room, const std::string& what,
                       const OnProgress& on_progress);
KernelImage build_ordered(const KernelOrder& order, const KernelCache& cache, const OnProgress& on_progress);

} // namespace cloister

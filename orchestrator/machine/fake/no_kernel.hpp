// SPDX-License-Identifier: GPL-2.0-or-later
// What a fake guest boots: nothing, so any reference will do; its recordings tell what can be replayed.
// Runs on: host.
#pragma once

#include "orchestrator/kernel/kernel_image.hpp"

namespace cloister::fake {

// With all that a kernel may have.
KernelImage no_kernel(const std::string& reference);

} // namespace cloister::fake

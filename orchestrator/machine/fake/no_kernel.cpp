// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/no_kernel.hpp"

namespace cloister::fake {

KernelImage no_kernel(const std::string& reference) {
    KernelImage kernel;
    kernel.facts.reference = reference;
    kernel.facts.source = "none: the fake machine boots no kernel";
    kernel.has_remote_drain = true;
    kernel.has_nohz_full = true;
    return kernel;
}

} // namespace cloister::fake

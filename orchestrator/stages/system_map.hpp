// SPDX-License-Identifier: GPL-2.0-or-later
// A kernel's symbols, read once for all trials of a run (probes/linked_symbols.hpp).
// Runs on: host. Errors: std::system_error for an unreadable file.
#pragma once

#include "orchestrator/kernel/kernel_image.hpp"

#include <string>

namespace cloister {

// Both empty: this kernel's symbols are not known, and the guest is asked.
struct SystemMap {
    std::string all;
    std::string for_probes;
};

SystemMap read_system_map(const KernelImage& kernel);

} // namespace cloister

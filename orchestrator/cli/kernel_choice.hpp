// SPDX-License-Identifier: GPL-2.0-or-later
// Bases in every flavour, as a command is told them. Runs on: host. Errors: LabError{wrong_use} for a name
// that is none.
#pragma once

#include "orchestrator/cli/cli11_names.hpp"

#include <string>
#include <vector>

namespace cloister {

struct KernelChoice {
    std::vector<std::string> named; // bases, or with a flavour; none means 6.12
    std::string flavours = "lockdep,kasan,kcsan,rt,plain";
};

void add_kernel_choice(CLI::App& command, KernelChoice& choice);

// Every base in each flavour; what has one already, as it is.
std::vector<std::string> kernels_of(const KernelChoice& choice);

} // namespace cloister

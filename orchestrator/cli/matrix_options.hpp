// SPDX-License-Identifier: GPL-2.0-or-later
// The flags of `cloister matrix`: which kernels, isolated how, with the switch in which settings.
// Runs on: host. Errors: LabError{wrong_use} naming the flag.
#pragma once

#include "orchestrator/cli/kernel_choice.hpp"
#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/matrix/matrix_modes.hpp"

namespace cloister {

struct MatrixOptions {
    KernelChoice kernels;
    std::string isolation; // empty: every one
    std::string settings;
    std::string time; // after which no more is begun, "15m"; empty: until all is done
    std::string html; // a file
};

void add_matrix_options(CLI::App& command, RunOptions& options, MatrixOptions& matrix);

std::vector<DrainSetup> setups_of(const MatrixOptions& matrix);

} // namespace cloister

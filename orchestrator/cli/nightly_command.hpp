// SPDX-License-Identifier: GPL-2.0-or-later
// `cloister nightly`: what a plan names, measured where something changed since it was measured last.
// Runs on: host. Errors: LabError, told by the command line; returns the process's exit code.
#pragma once

#include "orchestrator/cli/run_options.hpp"

namespace cloister {

struct NightlyOptions {
    std::string plan; // a file
    bool all = false; // changed or not
    bool dry_run = false;
    std::string time; // after which no more is begun, "6h"; empty: until all is done
};

// words: what the user typed.
int nightly_command(const RunOptions& options, const NightlyOptions& asked,
                    const std::vector<std::string>& words);

} // namespace cloister

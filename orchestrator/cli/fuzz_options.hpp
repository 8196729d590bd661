// SPDX-License-Identifier: GPL-2.0-or-later
// The flags of `cloister fuzz`: which kernels, for how long, or which case again.
// Runs on: host. Errors: LabError{wrong_use} naming the flag.
#pragma once

#include "orchestrator/cli/kernel_choice.hpp"
#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/fuzz/draw_case.hpp"
#include "results-schema/fuzz.hpp"

namespace cloister {

struct FuzzOptions {
    KernelChoice kernels;
    std::string time; // for how long; empty: an hour, unless cases are counted
    std::optional<std::uint64_t> cases;
    std::optional<std::uint64_t> guests; // at once
    std::string replay;                  // SEED:NUMBER, or a file
    std::string reduce;
    std::string title; // what is to be seen again
    std::uint64_t times = 3;
};

void add_fuzz_options(CLI::App& command, RunOptions& options, FuzzOptions& fuzz);

// Throws LabError{wrong_use} for flags that contradict each other.
FuzzPurpose purpose_of(const FuzzOptions& fuzz);
FuzzChoice choice_of(const RunOptions& options, const FuzzOptions& fuzz);
// That of --replay or --reduce.
FuzzCase case_of(const RunOptions& options, const FuzzOptions& fuzz);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The flags of `cloister run` and `cloister plan`, and the scenario they make: file first, flags over it.
// Runs on: host. Errors: LabError{wrong_use} naming the flag.
#pragma once

#include "orchestrator/cli/cli11_names.hpp"
#include "orchestrator/plan/scenario.hpp"

#include <filesystem>

namespace cloister {

struct RunOptions {
    std::string scenario; // a file, or the name of one of ours
    std::string kernel;
    std::string source; // a kernel tree of the user's
    std::string modes;
    std::string modes_from; // a file or a directory
    std::string isolated;
    std::string subject;
    std::string disturber;
    std::string duration;
    std::string claims;
    std::string machine;
    std::string story; // of the fake machine
    std::string accelerator;
    std::optional<std::uint32_t> cpus;
    std::optional<std::uint32_t> memory_mib;
    std::optional<std::uint32_t> repeat;
    std::optional<std::uint64_t> drains;
    std::optional<std::uint64_t> rate;
    std::optional<std::uint64_t> seed;
    std::uint32_t patience = 3; // guests for one question of reproduce
    std::string directory;
    std::string json;
    bool quiet = false;
    bool verbose = false;
    bool dry_run = false;
    std::string history; // a file; the default one unless given
    bool no_history = false;
    bool bisect = false; // exit codes for `git bisect run`
};

// What several commands take alike.
void add_modes_from(CLI::App& command, RunOptions& options);
void add_guest(CLI::App& command, RunOptions& options);
void add_accelerator(CLI::App& command, RunOptions& options);

void add_run_options(CLI::App& command, RunOptions& options);
// Those of `cloister calibrate`, which chooses workloads by itself.
void add_calibration_options(CLI::App& command, RunOptions& options);
// Those of `cloister coverage`, which does so as well.
void add_coverage_options(CLI::App& command, RunOptions& options);
// Those of `cloister cost`, which counts in guests of its own.
void add_cost_options(CLI::App& command, RunOptions& options);
// Those of `cloister mutants`, which chooses workloads and modes by itself.
void add_mutant_options(CLI::App& command, RunOptions& options);
// Those of `cloister reproduce`, which takes the trial from a stored run.
void add_reproduction_options(CLI::App& command, RunOptions& options);
// Those of `cloister shell`.
void add_shell_options(CLI::App& command, RunOptions& options);
// Throws LabError{wrong_use} where both are wanted.
void expect_quiet_or_verbose(const RunOptions& options);
Scenario scenario_of(const RunOptions& options);

} // namespace cloister

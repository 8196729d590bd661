// SPDX-License-Identifier: GPL-2.0-or-later
// A program of the user's in place of a built-in workload: what it is called, how often it is started in the
// guest, on which CPUs, with which words, and which files it leaves.
// Runs on: both. Pure. A workload with a slash in its name is a program; a bare word is one of ours.
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister {

bool is_program(std::string_view workload);
// "/usr/bin/oslat" → "oslat"; a built-in one's name as it is.
std::string short_name(const std::string& workload);

// One process of it.
struct ProgramCall {
    std::string name;         // of its files: "subject-2", "subject" where one has all CPUs, "disturber"
    CpuSet cpus;              // where it is started
    std::optional<CpuId> cpu; // a subject that has this one alone
    std::vector<std::string> words;
    bool knows_its_end = false; // it was told {duration}
};

// A subject is started on each isolated CPU; where its command names {cpus}, once for all of them, on the
// housekeeping CPUs, and spreads by itself. A disturber is started once, on the housekeeping CPUs. In a
// command {cpu} and {cpus} stand for these CPUs, {duration} and {duration_s} for the window and the time
// to open and close it ("20s", "20"), and {figures} for a file that is kept. Empty: no program.
std::vector<ProgramCall> subject_calls(const TrialSpec& spec);
std::vector<ProgramCall> disturber_calls(const TrialSpec& spec);

// What it printed, and what it wrote to {figures}: files of the trial.
std::string output_file(const ProgramCall& call);
std::string figures_file(const ProgramCall& call);
std::vector<std::string> program_files(const TrialSpec& spec);

// Beyond the window, in which it may still run: {duration} is longer by this.
constexpr std::chrono::seconds program_margin{10};

} // namespace cloister

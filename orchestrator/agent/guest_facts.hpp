// SPDX-License-Identifier: GPL-2.0-or-later
// What the running kernel says of itself, and where that contradicts the spec.
// Runs on: guest; contradiction() is pure.
#pragma once

#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister::agent {

// All but tracing and drain_mode.
GuestFacts read_guest_facts();

// CPUs of the last "NAME=[flag,…]LIST" on a command line; nullopt where there is none.
std::optional<CpuSet> cpus_of_parameter(const std::vector<std::string>& command_line,
                                        const std::string& name);

// How drains are done: what the file says, or what its word stands for. text: of the read-back's file.
std::optional<std::string> drain_mode(const ReadBack& read_back, const std::optional<std::string>& text);
// The same, read now.
std::optional<std::string> read_drain_mode(const ReadBack& read_back);

// Why this kernel cannot run the trial, in one line; nullopt: it can.
std::optional<std::string> contradiction(const TrialSpec& spec, const GuestFacts& facts);

} // namespace cloister::agent

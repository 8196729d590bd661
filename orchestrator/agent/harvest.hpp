// SPDX-License-Identifier: GPL-2.0-or-later
// What the host needs to make a trace.dat, shipped as blobs: raw ring buffer pages of each CPU, formats,
// symbols. What the ring buffers lost, and what the subjects noticed.
// Runs on: guest, after the window. Borrows. Errors: std::system_error, LabError{timed_out}.
#pragma once

#include "orchestrator/agent/port.hpp"
#include "probes/armed_probes.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister::agent {

std::vector<Loss> ring_buffer_losses(const TraceInstance& trace, const CpuSet& cpus);

void ship_trace(Port& port, const TraceInstance& trace, const ArmedProbes& probes, const CpuSet& cpus,
                std::chrono::nanoseconds within);

// As kallsyms.
void ship_symbols(Port& port, const std::string& symbols, std::chrono::nanoseconds within);

// What the user's programs printed and wrote, where they did (results-schema/own_program.hpp).
void ship_program_files(Port& port, const TrialSpec& spec);

// Of a kernel that was profiled (kernel/profiled_build.hpp), what ran in it since it was booted; of another
// one nothing.
void ship_coverage(Port& port, std::chrono::nanoseconds within);

// As the subject keeps them (wire/raw_gaps.hpp).
void ship_gaps(Port& port, CpuId cpu, std::string_view kept, std::chrono::nanoseconds within);

} // namespace cloister::agent

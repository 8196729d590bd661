// SPDX-License-Identifier: GPL-2.0-or-later
// Reads a trace.dat as typed events, with libtracecmd and libtraceevent.
// Runs on: host. One event at a time, those of all CPUs by time; memory does not grow with the trace. Fields
// that a kernel does not have stay empty. Errors: LabError where the file is none that libtracecmd opens.
#pragma once

#include "orchestrator/trace/trace_event.hpp"

#include <filesystem>

namespace cloister {

void decode(const std::filesystem::path& trace_dat, TraceReader& reader);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Reads a trace.dat into typed events, with libtracecmd and libtraceevent.
// Runs on: host. A "stacktrace" trigger writes the stack as an event of its own right behind its subject;
// here it becomes part of the event it belongs to. Fields that a kernel does not have stay empty. Errors:
// LabError where the file is none that libtracecmd opens.
#pragma once

#include "orchestrator/trace/trace_event.hpp"

#include <filesystem>

namespace cloister {

Trace decode(const std::filesystem::path& trace_dat);

} // namespace cloister

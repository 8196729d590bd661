// SPDX-License-Identifier: GPL-2.0-or-later
// Every format that a run can be exported in; help, documentation and tests read this list.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

// How many runs one file of it can hold.
enum class Holds { no_run, one_run, runs };

// What it makes of a run. every_interruption: wants ExportedTrial::seen.
enum class Tells { numbers, claims, every_interruption };

struct ExportFormat {
    const char* name;
    const char* what;
    const char* file; // what it is usually called
    Holds holds;
    Tells tells;
    std::string (*write)(const std::vector<ExportedRun>& runs);
};

const std::vector<ExportFormat>& export_formats();
// Throws LabError{wrong_use} naming the nearest.
const ExportFormat& export_format_named(const std::string& name);
// A line each, aligned, for help.
std::string export_formats_text();

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The page of a stored run, into a file, or with "-" on standard output.
// Runs on: host. Trials are read one by one: no more than the interruptions of one are in memory at a time.
// Errors: as RunDirectory; LabError{wrong_use} where this program was built without the page.
#pragma once

#include "orchestrator/store/run_directory.hpp"

namespace cloister {

// Throws LabError{wrong_use} where this program was built without pages; what: who asks, as --html.
void expect_pages(const std::string& what);
std::string page_of(const RunDirectory& run, const Report& report);
// file: empty: report.html of the run.
void print_page(const RunDirectory& run, const Report& report, const std::string& file);

} // namespace cloister

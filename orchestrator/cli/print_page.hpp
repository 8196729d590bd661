// SPDX-License-Identifier: GPL-2.0-or-later
// The page of what is stored in a directory, into a file, or with "-" on standard output.
// Runs on: host. Trials are read one by one: no more than the interruptions of one are in memory at a time.
// Errors: as RunDirectory; LabError{wrong_use} where this program was built without the page.
#pragma once

#include "orchestrator/store/run_directory.hpp"

#include <functional>

namespace cloister {

// Throws LabError{wrong_use} where this program was built without pages; what: who asks, as --html.
void expect_pages(const std::string& what);
std::string page_of(const RunDirectory& run, const Report& report);
// file: empty: report.html of the directory.
void print_page(const RunDirectory& run, const std::function<std::string()>& page, const std::string& file);

} // namespace cloister

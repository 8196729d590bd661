// SPDX-License-Identifier: GPL-2.0-or-later
// Where a page lies in a site, from its root: "cells/6.12-remote-spin-none-1f0c9a2b.html". A name says what
// is on the page to a person; its digits tell apart what differs in characters that a file's name cannot
// have. Runs on: host. Pure.
#pragma once

#include "results-schema/trial_record.hpp"

namespace cloister {

std::string cell_page_name(const Cell& cell);
std::string claim_page_name(const std::string& id);
std::string run_page_name(std::uint64_t number);
// Of all that the run measured, as `cloister report --html` makes it.
std::string report_page_name(std::uint64_t number);
std::string series_page_name(const std::string& directory);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A series, or costs, as one page that stands alone: as it is in a site, but leading nowhere.
// Runs on: host. Pure; needs page templates (page_templates.hpp).
#pragma once

#include "results-schema/cost.hpp"
#include "results-schema/series.hpp"

namespace cloister {

// directory: as the user names it.
std::string lone_page(const std::string& directory, const SeriesReport& series);
// verdict: the worst of its claims; absent: it claims nothing.
std::string lone_page(const std::string& directory, const Cost& cost, std::optional<Verdict> verdict);

} // namespace cloister

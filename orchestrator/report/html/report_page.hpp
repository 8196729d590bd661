// SPDX-License-Identifier: GPL-2.0-or-later
// A run as one HTML page: its report, what its trials were, and every interruption. Nothing of it is fetched.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/report/gap_histogram.hpp"
#include "results-schema/cost.hpp"
#include "results-schema/interruption.hpp"
#include "results-schema/report.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

struct PageTrial {
    TrialRecord record;
    std::optional<TrialInterruptions>
        seen; // without its interruptions; absent: it had no window that was read
    std::vector<GapBin> gaps;
    std::string console; // the end of it, where the trial was not complete
};

struct ReportPage {
    std::string directory; // as the user names it
    Report report;
    std::optional<Cost> cost; // counted into the same directory
    std::vector<PageTrial> trials;
    std::string events; // as EventPacker packed those of the trials that were seen, in their order
};

// page: as page_template() gives it.
std::string report_page(std::string_view page, const ReportPage& content);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What the pages of a site are made from: a history, which has verdicts, claims and counts; and what its
// runs' directories say besides, as far as they are there. Runs on: host. Pure.
#pragma once

#include "orchestrator/history/tracks.hpp"
#include "results-schema/history.hpp"
#include "results-schema/series.hpp"

namespace cloister {

struct SiteRun {
    HistoryRun of_history;    // with claims of its directory where the history keeps none
    std::optional<Cost> cost; // without its functions
    std::string unread;       // why its directory says nothing; empty: it was read
    bool has_report = false;  // a page of all that it measured, in the site
    std::string series;       // directory of the series whose step it is; empty: none's
};

struct SiteSeries {
    std::string directory;
    SeriesReport report;
};

struct Site {
    std::uint64_t runs_in_all = 0;
    Trend trend;
    std::vector<TrackRows> tracks; // each with its trend.tracks
    std::vector<SiteRun> runs;     // newest first
    std::vector<SiteSeries> series;
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What a history has of one row of trials, run by run, as it is read. Runs on: host. Pure.
#pragma once

#include "orchestrator/statistics/change_points.hpp"
#include "results-schema/trend.hpp"

namespace cloister {

// One that has a trial of this track, counted or not.
struct TrackRun {
    RunMark run;
    std::vector<TrendKernel> kernels;
    std::vector<std::string> cloisters;
    std::uint64_t trials = 0; // counted
};

struct QuantityRow {
    std::string name;
    ComparedBy by = ComparedBy::exactly;
    std::string unit;
    std::vector<std::string> over;
    std::vector<std::size_t> runs; // places among the track's runs, in order
    std::vector<Counted> counted;  // of each of them
};

struct TrackRows {
    Cell cell;
    std::string machine;
    std::map<std::string, std::string> conditions;
    std::vector<TrackRun> runs; // by time
    std::vector<QuantityRow> quantities;
    std::vector<NotCounted> not_counted;
};

// Which tracks; what is empty is any.
struct TrackChoice {
    std::string kernel;
    std::string mode;
    std::string workload;
    std::string since; // UTC, or the beginning of it: 2026-11, 2026-11-26T21
};

} // namespace cloister

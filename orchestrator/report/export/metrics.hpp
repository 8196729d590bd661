// SPDX-License-Identifier: GPL-2.0-or-later
// What is exported as numbers: one table of names, which OpenMetrics, InfluxDB lines, CSV, the dashboard, the
// documentation and the tests share; and a run's samples of it.
//
// All are gauges: a run's counts are of its window, and the next run's may be fewer. Counts are exact; what
// ends in _seconds has a label times, "indicative" where a guest was emulated. Cells with a trial that proves
// nothing have no counts but cloister_cell_uncounted_trials, and a run that measured nothing has its
// cloister_run_info alone. Runs on: host. Pure. Sources: OpenMetrics 1.0 (names, units); Prometheus, "Metric
// and label naming".
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

#include <variant>

namespace cloister {

struct Metric {
    const char* name;
    const char* unit; // the name's end; empty: a plain number
    std::vector<const char*> labels;
    const char* help;
};

const std::vector<Metric>& metrics();

struct Sample {
    const Metric* metric = nullptr;
    std::vector<std::string> labels; // as metric->labels
    std::variant<std::uint64_t, double> value;
};

std::vector<Sample> samples_of(const ExportedRun& run);
std::string value_text(const Sample& sample);

} // namespace cloister

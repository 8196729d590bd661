// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/openmetrics.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/report/export/metrics.hpp"

#include <fmt/format.h>

#include <set>

namespace cloister {
namespace {

std::string escaped(const std::string& label) {
    std::string text;
    for (const char c : label)
        text += c == '\\' || c == '"' ? std::string{'\\', c} : std::string{c};
    return text;
}

std::string series_text(const Sample& sample) {
    std::string labels;
    for (std::size_t i = 0; i < sample.labels.size(); ++i)
        labels += fmt::format("{}{}=\"{}\"", labels.empty() ? "" : ",", sample.metric->labels[i],
                              escaped(sample.labels[i]));
    return fmt::format("{}{{{}}}", sample.metric->name, labels);
}

} // namespace

std::string openmetrics_text(const std::vector<ExportedRun>& runs) {
    std::vector<Sample> samples;
    for (const ExportedRun& run : runs)
        for (Sample& sample : samples_of(run))
            samples.push_back(std::move(sample));
    std::string text;
    for (const Metric& metric : metrics()) {
        std::string lines;
        std::set<std::string> known;
        for (const Sample& sample : samples) {
            if (sample.metric != &metric)
                continue;
            const std::string series = series_text(sample);
            if (!known.insert(series).second)
                throw LabError(Fault::wrong_use, "export",
                               "openmetrics: two of the runs have " + series +
                                   ": export one of them, or choose influx or csv, which tell them by time");
            lines += series + " " + value_text(sample) + "\n";
        }
        if (lines.empty())
            continue;
        text += fmt::format("# HELP {} {}\n# TYPE {} gauge\n", metric.name, metric.help, metric.name);
        if (*metric.unit != '\0')
            text += fmt::format("# UNIT {} {}\n", metric.name, metric.unit);
        text += lines;
    }
    return text + "# EOF\n";
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/csv_table.hpp"

#include "orchestrator/report/export/metrics.hpp"

#include <algorithm>

namespace cloister {
namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"") == std::string::npos)
        return text;
    std::string all = "\"";
    for (const char c : text)
        all += c == '"' ? std::string("\"\"") : std::string{c};
    return all + "\"";
}

// Of all metrics, in the order of the table.
std::vector<std::string> label_columns() {
    std::vector<std::string> columns;
    for (const Metric& metric : metrics())
        for (const char* label : metric.labels)
            if (label != std::string("run") &&
                std::find(columns.begin(), columns.end(), label) == columns.end())
                columns.emplace_back(label);
    return columns;
}

} // namespace

std::string csv_table(const std::vector<ExportedRun>& runs) {
    const std::vector<std::string> columns = label_columns();
    std::string text = "run,started,metric,value";
    for (const std::string& column : columns)
        text += "," + column;
    text += "\n";
    for (const ExportedRun& run : runs)
        for (const Sample& sample : samples_of(run)) {
            text += quoted(one_line(run.name)) + "," + started(run) + "," + sample.metric->name + "," +
                    value_text(sample);
            for (const std::string& column : columns) {
                const auto label =
                    std::find(sample.metric->labels.begin(), sample.metric->labels.end(), column);
                text += ",";
                if (label != sample.metric->labels.end())
                    text += quoted(
                        sample.labels[static_cast<std::size_t>(label - sample.metric->labels.begin())]);
            }
            text += "\n";
        }
    return text;
}

} // namespace cloister

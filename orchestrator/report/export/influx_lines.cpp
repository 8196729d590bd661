// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/influx_lines.hpp"

#include "orchestrator/report/export/metrics.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

// A backslash escapes what follows; itself it cannot be escaped, so one before a separator would hide that.
std::string escaped(const std::string& tag) {
    std::string text;
    for (const char c : tag)
        text += c == '\\' ? "/" : c == ',' || c == '=' || c == ' ' ? std::string{'\\', c} : std::string{c};
    return text;
}

std::string line(const Sample& sample, const ExportedRun& run, std::chrono::nanoseconds time) {
    std::string tags;
    for (std::size_t i = 0; i < sample.labels.size(); ++i)
        if (!sample.labels[i].empty() && sample.metric->labels[i] != std::string("run")) // a tag is not empty
            tags += fmt::format(",{}={}", sample.metric->labels[i], escaped(sample.labels[i]));
    const bool whole = std::holds_alternative<std::uint64_t>(sample.value);
    return fmt::format("{},run={}{} value={}{} {}\n", sample.metric->name, escaped(one_line(run.name)), tags,
                       value_text(sample), whole ? "i" : "", time.count());
}

} // namespace

std::string influx_lines(const std::vector<ExportedRun>& runs) {
    std::string text;
    for (const ExportedRun& run : runs) {
        const std::chrono::nanoseconds time = since_1970(started(run));
        for (const Sample& sample : samples_of(run))
            text += line(sample, run, time);
    }
    return text;
}

} // namespace cloister

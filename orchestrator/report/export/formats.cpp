// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/formats.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/report/export/csv_table.hpp"
#include "orchestrator/report/export/grafana_dashboard.hpp"
#include "orchestrator/report/export/influx_lines.hpp"
#include "orchestrator/report/export/junit.hpp"
#include "orchestrator/report/export/kcidb.hpp"
#include "orchestrator/report/export/ktap.hpp"
#include "orchestrator/report/export/lava_signals.hpp"
#include "orchestrator/report/export/openmetrics.hpp"
#include "orchestrator/report/export/rt_tests_json.hpp"
#include "orchestrator/report/export/trace_events.hpp"

#include <fmt/format.h>

namespace cloister {

const std::vector<ExportFormat>& export_formats() {
    static const std::vector<ExportFormat> all{
        {"openmetrics", "Prometheus, by the node exporter's textfile directory", "cloister.prom", Holds::runs,
         Tells::numbers, openmetrics_text},
        {"influx", "InfluxDB's line protocol", "cloister.lp", Holds::runs, Tells::numbers, influx_lines},
        {"csv", "spreadsheets, R, pandas: one line a number", "cloister.csv", Holds::runs, Tells::numbers,
         csv_table},
        {"kcidb", "KernelCI's database, report version 5.3", "cloister.kcidb.json", Holds::runs,
         Tells::claims, kcidb_report},
        {"junit", "Jenkins, GitLab and the like: one case a claim", "cloister.xml", Holds::runs,
         Tells::claims, junit_xml},
        {"ktap", "what the kernel's own tests print", "cloister.ktap", Holds::runs, Tells::claims, ktap_text},
        {"lava", "signals for the console of a LAVA job", "cloister.lava", Holds::runs, Tells::claims,
         lava_signals},
        {"rt-tests", "JSON as cyclictest's: lengths of interruptions", "cloister.rt.json", Holds::one_run,
         Tells::numbers, rt_tests_json},
        {"trace", "Perfetto's page: every interruption on a timeline", "cloister.trace.json", Holds::one_run,
         Tells::every_interruption, trace_events},
        {"grafana-dashboard", "a dashboard over the Prometheus names; of no run", "cloister.grafana.json",
         Holds::no_run, Tells::numbers, [](const std::vector<ExportedRun>&) { return grafana_dashboard(); }},
    };
    return all;
}

const ExportFormat& export_format_named(const std::string& name) {
    std::vector<std::string> names;
    for (const ExportFormat& format : export_formats()) {
        if (format.name == name)
            return format;
        names.emplace_back(format.name);
    }
    throw LabError(Fault::wrong_use, "export", unknown_name("format", name, names));
}

std::string export_formats_text() {
    std::string text;
    for (const ExportFormat& format : export_formats())
        text += fmt::format("  {:<19}{}\n", format.name, format.what);
    return text;
}

} // namespace cloister

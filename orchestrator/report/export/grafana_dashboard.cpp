// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/grafana_dashboard.hpp"

#include "results-schema/json_document.hpp"

namespace cloister {
namespace {

constexpr const char* cells = "{kernel=~\"$kernel\",mode=~\"$mode\"}";

struct Panel {
    const char* title;
    const char* type;
    const char* unit; // Grafana's word for it
    int width;        // of 24
    std::string query;
    const char* legend;
    const char* description;
};

std::vector<Panel> panels() {
    const std::string cell = cells;
    return {
        {"Claims that do not hold", "table", "none", 16,
         "cloister_claim_verdict{kernel=~\"$kernel\",verdict!=\"upheld\"} == 1", "{{claim}}: {{verdict}}",
         "Empty is well: every claim is upheld."},
        {"Age of the last run", "stat", "s", 4, "time() - max(cloister_run_start_timestamp_seconds)", "",
         "A night that did not run leaves the numbers of the one before."},
        {"Trials that prove nothing", "stat", "none", 4, "sum(cloister_cell_uncounted_trials" + cell + ")",
         "", "Their cells have no counts."},
        {"Caused by drains on isolated CPUs", "timeseries", "none", 24,
         "sum by (kernel, mode, workload, kind) (cloister_drain_caused_arrivals" + cell + ")",
         "{{kernel}} {{mode}} {{workload}} {{kind}}",
         "A count of one run's windows. In remote mode it is to be 0."},
        {"Interruptions that no drain caused", "timeseries", "none", 12,
         "sum by (mode, workload, cause) (cloister_interruptions{kernel=~\"$kernel\",mode=~\"$mode\","
         "drain_caused=\"no\"})",
         "{{mode}} {{workload}} {{cause}}", "By what the isolated CPU had to do."},
        {"Longest interruption", "timeseries", "s", 12,
         "max by (mode, workload, times) (cloister_interruption_longest_seconds" + cell + ")",
         "{{mode}} {{workload}} ({{times}})", "Indicative where guests are emulated."},
        {"Waits for locks", "timeseries", "none", 12,
         "sum by (mode, workload, lock) (cloister_lock_waits" + cell + ")", "{{mode}} {{workload}} {{lock}}",
         "Provoked by storms; elsewhere few."},
        {"Drain calls, mean", "timeseries", "s", 12, "cloister_drain_call_mean_seconds" + cell,
         "{{mode}} {{workload}} ({{times}})", "How long a drain takes who asks for it."},
        {"Waits for locks on isolated CPUs", "timeseries", "none", 12,
         "sum by (mode, workload, cpu, lock) (cloister_cpu_lock_waits{kernel=~\"$kernel\",mode=~\"$mode\","
         "isolated=\"yes\"})",
         "{{mode}} {{workload}} CPU {{cpu}} {{lock}}", "What a remote drain may cost who is drained."},
        {"Pages a second of a storm", "timeseries", "none", 12, "cloister_storm_pages_per_second" + cell,
         "{{mode}} {{workload}} ({{times}})", "What a storm gets done while drains come."},
        {"Instructions of an operation", "timeseries", "none", 24, "cloister_operation_instructions" + cell,
         "{{kernel}} {{mode}} {{operation}}", "Exact: any step is a change of the kernel's."},
    };
}

Json variable(const char* label) {
    return {{"name", label},
            {"type", "query"},
            {"datasource", {{"type", "prometheus"}, {"uid", "${datasource}"}}},
            {"query", std::string("label_values(cloister_cell_trials, ") + label + ")"},
            {"refresh", 2},
            {"multi", true},
            {"includeAll", true},
            {"allValue", ".*"},
            {"current", {{"text", "All"}, {"value", "$__all"}}}};
}

Json panel(const Panel& each, int id, int x, int y, int height) {
    const bool instant = std::string(each.type) != "timeseries";
    return {{"id", id},
            {"title", each.title},
            {"description", each.description},
            {"type", each.type},
            {"datasource", {{"type", "prometheus"}, {"uid", "${datasource}"}}},
            {"gridPos", {{"x", x}, {"y", y}, {"w", each.width}, {"h", height}}},
            {"fieldConfig", {{"defaults", {{"unit", each.unit}}}, {"overrides", Json::array()}}},
            {"targets",
             Json::array({{{"refId", "A"},
                           {"expr", each.query},
                           {"legendFormat", each.legend},
                           {"instant", instant},
                           {"format", std::string(each.type) == "table" ? "table" : "time_series"}}})}};
}

} // namespace

std::string grafana_dashboard() {
    Json all = Json::array();
    constexpr int height = 8;
    int x = 0, y = 0;
    for (const Panel& each : panels()) {
        if (x + each.width > 24) {
            x = 0;
            y += height;
        }
        all.push_back(panel(each, static_cast<int>(all.size()) + 1, x, y, height));
        x += each.width;
    }
    const Json datasource{{"name", "datasource"}, {"type", "datasource"}, {"query", "prometheus"}};
    return Json{{"title", "Cloister"},
                {"uid", "cloister"},
                {"tags", {"cloister", "linux"}},
                {"schemaVersion", 37},
                {"editable", true},
                {"time", {{"from", "now-30d"}, {"to", "now"}}},
                {"templating", {{"list", {datasource, variable("kernel"), variable("mode")}}}},
                {"panels", all}}
               .dump(2) +
           "\n";
}

} // namespace cloister

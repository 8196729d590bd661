// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/rt_tests_json.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/judge/judge.hpp"
#include "results-schema/json_document.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

using Threads = std::map<std::pair<Cell, CpuId>, CpuLengths>;

void add(CpuLengths& sum, const CpuLengths& lengths) {
    if (lengths.number > 0)
        sum.shortest = sum.number == 0 ? lengths.shortest : std::min(sum.shortest, lengths.shortest);
    sum.longest = std::max(sum.longest, lengths.longest);
    sum.all += lengths.all;
    sum.number += lengths.number;
    for (const auto& [microsecond, number] : lengths.by_microsecond)
        sum.by_microsecond[microsecond] += number;
}

double microseconds(std::chrono::nanoseconds time) {
    return static_cast<double>(time.count()) / 1e3;
}

Json thread(const Cell& cell, CpuId cpu, const CpuLengths& lengths) {
    Json histogram = Json::object();
    for (const auto& [microsecond, number] : lengths.by_microsecond)
        histogram[std::to_string(microsecond)] = number;
    const double average =
        lengths.number == 0 ? 0 : microseconds(lengths.all) / static_cast<double>(lengths.number);
    // Whole numbers but for the average, as cyclictest has them.
    return {{"histogram", histogram},
            {"cycles", lengths.number},
            {"min", lengths.shortest.count() / 1000},
            {"max", lengths.longest.count() / 1000},
            {"avg", average},
            {"cpu", cpu.number},
            {"node", 0},
            {"cell", JsonWriter::to_json(cell)}};
}

Json sysinfo(const ExportedRun& run) {
    Json info{{"sysname", "Linux"}, {"nodename", "guest"}};
    for (const ExportedTrial& trial : run.trials)
        if (trial.record.guest) {
            info["release"] = trial.record.guest->release;
            info["version"] = trial.record.guest->version;
            break;
        }
    info["machine"] = "x86_64";
    return info;
}

} // namespace

std::string rt_tests_json(const std::vector<ExportedRun>& runs) {
    const ExportedRun& run = runs.front();
    if (const std::optional<std::string> why = why_not_measured(run))
        throw LabError(Fault::wrong_use, "export", "rt-tests: " + run.name + " is no measurement: " + *why);
    Threads threads;
    for (const ExportedTrial& trial : run.trials)
        if (!trial.not_counted)
            for (const auto& [cpu, lengths] : trial.lengths)
                add(threads[{trial.record.spec.cell, cpu}], lengths);
    if (threads.empty())
        throw LabError(Fault::wrong_use, "export",
                       "rt-tests: " + run.name +
                           " has no window whose interruptions count: export it as csv or openmetrics");
    Json all = Json::object();
    for (const auto& [key, lengths] : threads)
        all[std::to_string(all.size())] = thread(key.first, key.second, lengths);
    const TrialRecord& first = run.trials.front().record;
    return Json{{"file_version", 1},
                {"cmdline", fmt::format("{}", fmt::join(first.cloister.command_line, " "))},
                {"rt_test_version", "cloister " + first.cloister.version},
                {"start_time", started(run)},
                {"return_code", exit_code(verdict_of(run))},
                {"sysinfo", sysinfo(run)},
                {"times", times_of(run)},
                {"num_threads", threads.size()},
                {"resolution_in_ns", 0},
                {"thread", all}}
               .dump(2, ' ', false, Json::error_handler_t::replace) +
           "\n";
}

} // namespace cloister

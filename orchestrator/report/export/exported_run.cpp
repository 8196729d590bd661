// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/exported_run.hpp"

#include "orchestrator/judge/judge.hpp"
#include "results-schema/json_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace cloister {

std::map<ExportedCause, std::uint64_t> causes_of(const TrialInterruptions& trial) {
    std::map<ExportedCause, std::uint64_t> causes;
    for (const Interruption& each : trial.interruptions)
        ++causes[{each.cpu, each.cause.what, each.cause.by, each.drain_caused}];
    return causes;
}

std::map<CpuId, CpuLengths> lengths_of(const TrialInterruptions& trial) {
    std::map<CpuId, CpuLengths> all;
    for (const CpuId cpu : trial.isolated)
        all[cpu];
    for (const Interruption& each : trial.interruptions) {
        CpuLengths& lengths = all[each.cpu];
        lengths.shortest = lengths.number == 0 ? each.length : std::min(lengths.shortest, each.length);
        lengths.longest = std::max(lengths.longest, each.length);
        lengths.all += each.length;
        ++lengths.by_microsecond[static_cast<std::uint64_t>(each.length.count()) / 1000];
        ++lengths.number;
    }
    return all;
}

std::string started(const ExportedRun& run) {
    std::string first = run.cost ? run.cost->started : "";
    for (const ExportedTrial& trial : run.trials)
        if (first.empty() || trial.record.started < first)
            first = trial.record.started;
    return first;
}

std::chrono::nanoseconds since_1970(const std::string& time) {
    std::tm parts{};
    const char* rest = ::strptime(time.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    if (rest == nullptr)
        return std::chrono::nanoseconds{0};
    std::chrono::nanoseconds whole = std::chrono::seconds(::timegm(&parts));
    if (*rest == '.') // three digits
        whole += std::chrono::milliseconds(std::strtol(std::string(rest + 1, 3).c_str(), nullptr, 10));
    return whole;
}

std::vector<ClaimResult> claims_of(const ExportedRun& run) {
    std::vector<ClaimResult> claims;
    if (run.report)
        claims = run.report->claims;
    if (run.cost)
        claims.insert(claims.end(), run.cost->claims.begin(), run.cost->claims.end());
    return claims;
}

Verdict verdict_of(const ExportedRun& run) {
    const Verdict counted = run.cost ? worst_of(run.cost->claims).value_or(Verdict::upheld) : Verdict::upheld;
    return std::max(counted, run.report ? run.report->verdict : Verdict::upheld);
}

std::string machine_of(const ExportedRun& run) {
    return run.report ? run.report->machine : run.cost ? run.cost->machine : "";
}

std::string kernels_of(const ExportedRun& run) {
    std::vector<std::string> kernels;
    const auto add = [&](const std::string& kernel) {
        if (std::find(kernels.begin(), kernels.end(), kernel) == kernels.end())
            kernels.push_back(kernel);
    };
    if (run.unbuilt)
        add(run.unbuilt->reference);
    for (const ExportedTrial& trial : run.trials)
        add(trial.record.spec.cell.kernel);
    if (run.report)
        for (const CellReport& cell : run.report->cells)
            add(cell.kernel);
    if (run.cost)
        for (const KernelFacts& kernel : run.cost->kernels)
            add(kernel.reference);
    return fmt::format("{}", fmt::join(kernels, ","));
}

std::optional<std::string> why_not_measured(const ExportedRun& run) {
    return run.report ? run.report->not_measured : std::nullopt;
}

std::string times_of(const ExportedRun& run) {
    return run.report && !run.report->times_indicative ? "measured" : "indicative";
}

std::string one_line(const std::string& text) {
    std::string valid =
        Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
    for (char& c : valid)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    return valid;
}

std::string path_word(const std::string& text) {
    if (text == "µs")
        return "us";
    std::string word;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           c == '-' || c == '_';
        word += plain ? c : '_';
    }
    return word;
}

std::string number_text(double value) {
    return value == std::floor(value) && std::abs(value) < 9e15 ? fmt::format("{:.0f}", value)
                                                                : fmt::format("{}", value);
}

} // namespace cloister

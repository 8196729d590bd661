// SPDX-License-Identifier: GPL-2.0-or-later
// What an export is made of: a stored run, or stored costs, as its documents tell it, and of each trial
// whether its counts may be told. Runs on: host. Pure.
#pragma once

#include "results-schema/cost.hpp"
#include "results-schema/interruption.hpp"
#include "results-schema/report.hpp"

namespace cloister {

// Interruptions of one cause on one isolated CPU, in one trial.
struct ExportedCause {
    CpuId cpu;
    std::string what;
    std::string by; // the function that asked for it; empty: not seen
    bool drain_caused = false;

    friend auto operator<=>(const ExportedCause&, const ExportedCause&) = default;
};

// How long the interruptions of one isolated CPU were.
struct CpuLengths {
    std::uint64_t number = 0;
    std::chrono::nanoseconds shortest{0};
    std::chrono::nanoseconds longest{0};
    std::chrono::nanoseconds all{0};
    std::map<std::uint64_t, std::uint64_t> by_microsecond; // rounded down → how many
};

struct ExportedTrial {
    TrialRecord record;
    std::optional<std::string> not_counted; // why its counts prove nothing; absent: they do
    std::map<ExportedCause, std::uint64_t> causes;
    std::map<CpuId, CpuLengths> lengths;    // each isolated CPU, where a window was read
    std::optional<TrialInterruptions> seen; // absent: it had no window, or the format does not want them
};

// A step of a series that does not build: its kernel is known by name alone.
struct UnbuiltKernel {
    std::string reference;
    std::string source; // of the base
};

struct ExportedRun {
    std::string name;             // of its directory
    std::optional<Report> report; // absent: costs alone
    std::vector<ExportedTrial> trials;
    std::optional<Cost> cost;
    std::optional<UnbuiltKernel> unbuilt{}; // with one claim, and no trials
};

// Sums of one trial's interruptions.
std::map<ExportedCause, std::uint64_t> causes_of(const TrialInterruptions& trial);
std::map<CpuId, CpuLengths> lengths_of(const TrialInterruptions& trial);

// The first trial's, or the costs': 2026-11-26T21:05:34.017Z; empty: nothing was started.
std::string started(const ExportedRun& run);
std::chrono::nanoseconds since_1970(const std::string& time);
// Those of the run and those of its costs.
std::vector<ClaimResult> claims_of(const ExportedRun& run);
Verdict verdict_of(const ExportedRun& run);
std::string machine_of(const ExportedRun& run);
// "6.12", or "6.12@base,6.12".
std::string kernels_of(const ExportedRun& run);
// Why nothing of it is a measurement, as on the fake machine; absent: it is one.
std::optional<std::string> why_not_measured(const ExportedRun& run);
// What times of it are worth, as a label: "indicative" or "measured".
std::string times_of(const ExportedRun& run);

// Valid UTF-8 on one line: what a console or a task's name holds may be anything.
std::string one_line(const std::string& text);
// As one word of a dotted path: letters, digits, - and _; all else becomes _, but µs is us.
std::string path_word(const std::string& text);
// A number as all formats have it: whole ones without a point.
std::string number_text(double value);

} // namespace cloister

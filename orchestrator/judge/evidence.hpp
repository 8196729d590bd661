// SPDX-License-Identifier: GPL-2.0-or-later
// What a judge may look at: the records of a run's trials, and what their traces show.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/coverage/trial_coverage.hpp"
#include "orchestrator/figures/known_tools.hpp"
#include "orchestrator/trace/observation.hpp"
#include "results-schema/trial_record.hpp"

#include <functional>
#include <optional>

namespace cloister {

// What a program of the user's said of itself.
struct ProgramFigures {
    std::string program;
    bool is_subject = false;
    ToolFigures figures;
};

struct JudgedTrial {
    TrialRecord record;
    std::optional<Observation> observation; // absent: the trial was not complete, or had no window
    std::vector<ProgramFigures> figures{};
    std::optional<TrialCoverage> coverage{}; // absent: its kernel was not profiled
};

using Evidence = std::vector<JudgedTrial>;
using Trials = std::vector<const JudgedTrial*>;

Trials trials_where(const Evidence& evidence, const std::function<bool(const TrialSpec&)>& chosen);
bool drains_in(const TrialSpec& spec, const std::string& way); // way: "local" or "remote"; counted drains
bool is_quiet(const TrialSpec& spec);                          // a window without a disturber

bool failed_at_boot(const TrialRecord& record); // its kernel did not come as far as the agent

// Why nothing may be upheld on these trials: none there, one failed, a mode not read back, events lost, two
// counters that disagree. A kernel that failed is a refutation: it is a finding.
struct Unsound {
    Verdict verdict;
    std::string reason;
};
std::optional<Unsound> unsound(const Trials& trials, const std::string& kind);
// What the first of several kinds lacks.
std::optional<Unsound> unsound(const std::vector<std::pair<Trials, std::string>>& kinds);

// Sums over trials, on isolated CPUs.
std::uint64_t armed(const Trials& trials);
std::uint64_t completed(const Trials& trials);
std::uint64_t wanted(const Trials& trials);
// Of trials of one cell: it counts drains, and not all that were wanted were armed. A storm arms as it likes.
bool lacks_armed_drains(const Trials& trials);
std::uint64_t counted(const Trials& trials, ArrivalKind kind);
std::uint64_t drain_caused(const Trials& trials, ArrivalKind kind);

} // namespace cloister

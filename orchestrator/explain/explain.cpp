// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/explain/explain.hpp"

#include "orchestrator/judge/measured_on.hpp"

namespace cloister {
namespace {

TrialInterruptions of_trial(const JudgedTrial& trial, std::uint64_t numbered) {
    const TrialSpec& spec = trial.record.spec;
    const Measurement& measurement = trial.record.measurement.value();
    TrialInterruptions told;
    told.kernel = spec.cell.kernel;
    told.mode = spec.cell.mode;
    told.workload = spec.cell.workload;
    told.repetition = spec.repetition;
    told.isolated = spec.isolated;
    told.window_opened = measurement.window_opened;
    told.window_closed = measurement.window_closed;
    told.losses = trial.observation->losses;
    told.interruptions = trial.observation->interruptions;
    told.host_watch = trial.record.host_watch;
    for (const GapAccount& account : trial.observation->gaps) {
        told.gaps[account.cpu] = account.gaps;
        told.unexplained_gaps.insert(told.unexplained_gaps.end(), account.unexplained.begin(),
                                     account.unexplained.end());
        if (told.host_watch && told.host_watch->by == WatchedBy::perf)
            told.absences[account.cpu] = account.absences;
    }
    for (Interruption& interruption : told.interruptions) {
        interruption.number += numbered;
        if (interruption.follows)
            *interruption.follows += numbered;
    }
    return told;
}

} // namespace

Interruptions explain(const Evidence& evidence) {
    Interruptions run;
    tell_measured_on(evidence, run);
    std::uint64_t numbered = 0;
    for (const JudgedTrial& trial : evidence)
        if (trial.observation) {
            run.trials.push_back(of_trial(trial, numbered));
            numbered += run.trials.back().interruptions.size();
        }
    return run;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/mutant_runs.hpp"

#include "orchestrator/calibrate/calibrate.hpp"
#include "orchestrator/calibrate/sources.hpp"

namespace cloister {
namespace {

std::vector<Workload> all_callers() {
    std::vector<Workload> callers;
    for (const Source& source : sources())
        if (source.subject == "spin-refill" && source.arrival == "lru_add_drain_per_cpu")
            callers.push_back({source.subject, source.disturber});
    return callers;
}

} // namespace

const std::vector<MutantRun>& mutant_runs() {
    const std::vector<std::string> of_drains{"remote-drains-are-silent", "drains-complete",
                                             "local-drains-interrupt"};
    static const std::vector<MutantRun> all{
        {"boots", {"enabled-only-with-nohz-full", "force-knob-works"}, {}},
        {"drains", of_drains, {{"spin-refill", ""}}},
        {"storm", {"contention-is-counted"}, {{"fault-storm", ""}}},
        {"batches", of_drains, {{"spin-mlock", "blkflsbuf"}, {"spin-readdir", "buffer-heads"}}, false, true},
        {"offline", {"offline-drains-complete"}, {{"spin-refill", "cpu-offline"}}},
        {"callers",
         {"remote-drains-are-silent", "drains-complete", "remote-calls-are-silent"},
         all_callers(),
         true},
        {"lists",
         {"page-lists-are-silent", "page-lists-interrupt"},
         {{"spin-refill", "page-lists"}, {"spin-refill", "direct-reclaim"}}},
    };
    return all;
}

std::vector<TrialNeed> needs_of(const MutantRun& run, const Scenario& scenario,
                                const std::vector<Mode>& modes, bool is_control,
                                const AbsentWorkloads& absent) {
    std::vector<TrialNeed> needs;
    if (run.workloads.empty())
        for (const std::string& claim : run.claims)
            for (TrialNeed& need : claim_named(claim).needs(scenario, modes))
                needs.push_back(std::move(need));
    for (const Workload& workload : run.workloads) {
        const std::string& disturber = workload.disturber.empty() ? scenario.disturber : workload.disturber;
        if (!run.even_if_absent && absent.contains({workload.subject, disturber}))
            continue;
        for (const Mode& mode : modes)
            if (is_control || !run.for_control_in_local_mode || drains_remotely(mode))
                needs.push_back({mode.name, workload.subject, disturber});
    }
    return needs;
}

AbsentWorkloads absent_workloads(const std::vector<TrialRecord>& records) {
    AbsentWorkloads absent;
    for (const TrialRecord& record : records)
        if (why_absent(record))
            absent.insert({record.spec.subject, record.spec.disturber});
    return absent;
}

} // namespace cloister

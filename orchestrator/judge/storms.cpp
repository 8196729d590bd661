// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/storms.hpp"

#include "orchestrator/plan/workload_names.hpp"
#include "workloads/handshake.h"

namespace cloister {

std::optional<std::uint64_t> pages_of_storm(const TrialRecord& record) {
    if (!record.measurement || subject_kind(record.spec.subject) != SubjectKind::storms_batches)
        return std::nullopt;
    std::uint64_t turns = 0;
    for (const SubjectTally& subject : record.measurement->subjects)
        turns += subject.iterations;
    return turns * workloads::storm_pages;
}

std::optional<Storm> storm_in(const Trials& trials) {
    Storm sum;
    std::chrono::duration<double> time{0};
    for (const JudgedTrial* trial : trials)
        if (const std::optional<std::uint64_t> pages = pages_of_storm(trial->record)) {
            sum.pages += *pages;
            time += trial->record.measurement->window_closed - trial->record.measurement->window_opened;
        }
    if (time.count() <= 0)
        return std::nullopt;
    sum.pages_per_second = static_cast<double>(sum.pages) / time.count();
    return sum;
}

} // namespace cloister

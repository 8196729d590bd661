// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/target.hpp"

#include "orchestrator/explain/explain.hpp"
#include "orchestrator/explain/find_interruption.hpp"

#include <algorithm>
#include <stdexcept>

namespace cloister {

Target target_of(const Evidence& run, std::uint64_t number) {
    const Interruptions told = explain(run);
    const FoundInterruption found = find_interruption(told, number);
    const Cell cell{found.trial.kernel, found.trial.mode, found.trial.workload};
    for (const JudgedTrial& trial : run)
        if (trial.record.spec.cell == cell && trial.record.spec.repetition == found.trial.repetition)
            return {trial.record, found.interruption};
    throw std::logic_error("an interruption without its trial");
}

bool sent_by_disturber(const Target& target) {
    constexpr std::size_t longest_task_name = 15; // TASK_COMM_LEN, include/linux/sched.h
    const std::string task = target.record.spec.disturber.substr(0, longest_task_name);
    const std::vector<Origin>& origins = target.interruption.origins;
    return target.record.spec.disturber != "none" &&
           (target.interruption.cause.task == task ||
            std::any_of(origins.begin(), origins.end(),
                        [&](const Origin& origin) { return origin.task == task; }));
}

} // namespace cloister

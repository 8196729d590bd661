// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/explain/find_interruption.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <fmt/format.h>

namespace cloister {

FoundInterruption find_interruption(const Interruptions& run, std::uint64_t number) {
    std::uint64_t last = 0;
    for (const TrialInterruptions& trial : run.trials)
        for (const Interruption& each : trial.interruptions) {
            if (each.number == number)
                return {trial, each};
            last = each.number;
        }
    throw LabError(Fault::wrong_use, "explain",
                   last == 0 ? "this run has no interruptions"
                             : fmt::format("no interruption {}: this run has 1 to {}", number, last));
}

} // namespace cloister

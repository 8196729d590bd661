// SPDX-License-Identifier: GPL-2.0-or-later
// Two counters of the same thing: in-kernel histograms and raw events. On isolated CPUs they must agree, or
// neither is believed.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/trace/arrivals.hpp"
#include "orchestrator/trace/subject_tasks.hpp"
#include "results-schema/measurement.hpp"

namespace cloister {

// The kind that a probe's histogram counts; none for those that count senders or names only.
std::optional<ArrivalKind> kind_counted_by(const std::string& probe);

// On isolated CPUs a switch counts where it leads away from the subject, not where it leads back.
Counts counts_of_histograms(const std::vector<TallyRow>& tallies, const CpuSet& isolated,
                            const SubjectTasks& subject);

// "drain_work on CPU 2: 500 in the histogram, 499 in the trace". at_most: likewise, while the histograms were
// read as well; the same where nothing arrived then.
std::vector<std::string> disagreements(const Counts& histograms, const Arrivals& arrivals,
                                       const Arrivals& at_most, const CpuSet& isolated);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/observe.hpp"

#include "orchestrator/trace/agreement.hpp"
#include "orchestrator/trace/arrivals.hpp"
#include "orchestrator/trace/contentions.hpp"
#include "orchestrator/trace/kernel_counters.hpp"

#include <tuple>

namespace cloister {
namespace {

void sort_by_cause(const std::vector<Arrival>& arrivals, Observation& observation) {
    std::map<std::tuple<CpuId, ArrivalKind, std::string>, std::uint64_t> others;
    for (const Arrival& arrival : arrivals)
        if (arrival.drain_caused)
            ++observation.drain_caused[arrival.cpu][arrival.kind];
        else
            ++others[{arrival.cpu, arrival.kind, arrival.name}];
    for (const auto& [key, number] : others)
        observation.other.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), number});
}

std::vector<Loss> losses_in_window(const Measurement& measurement, const Trace& trace) {
    std::vector<Loss> losses = measurement.losses;
    for (const LostEvents& lost : trace.lost)
        if (lost.before >= measurement.window_opened && lost.after <= measurement.window_closed)
            losses.push_back(lost.loss);
    return losses;
}

// As wide as the readings of the counters.
Measurement with_edges(const Measurement& measurement) {
    Measurement wide = measurement;
    wide.window_opened = measurement.unquiet->opened_from;
    wide.window_closed = measurement.unquiet->closed_until;
    return wide;
}

} // namespace

Observation observe(const TrialSpec& spec, const Measurement& measurement, const Trace& trace,
                    const std::vector<SubjectGap>& gaps) {
    Observation observation;
    const SubjectTasks subject(spec, measurement);
    const std::vector<SeenInterruption> seen = interruptions_in(trace, spec, subject);
    const Arrivals arrivals = arrivals_in(seen, trace, spec.isolated, measurement);
    const std::vector<Arrival> at_most =
        measurement.unquiet ? arrivals_in(seen, trace, spec.isolated, with_edges(measurement)).all
                            : arrivals.all;
    observation.counts = counts_of_histograms(measurement.tallies, spec.isolated, subject);
    observation.without_known_sender = arrivals.without_known_sender;
    sort_by_cause(arrivals.all, observation);
    observation.losses = losses_in_window(measurement, trace);
    observation.disagreements = disagreements(observation.counts, arrivals.all, at_most, spec.isolated);
    observation.differences_from_kernel =
        differences_from_kernel(spec, measurement, trace, arrivals.all, at_most);
    observation.contentions = contentions_in(trace, measurement);
    observation.interruptions = in_window(seen, measurement);
    observation.gaps = account_gaps(measurement.subjects, gaps, observation.interruptions);
    return observation;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/observe.hpp"

#include "orchestrator/trace/agreement.hpp"
#include "orchestrator/trace/moved_tasks.hpp"

#include <algorithm>

namespace cloister {
namespace {

void tell(const Arrivals& arrivals, Observation& observation) {
    for (const auto& [key, numbers] : arrivals) {
        const auto& [cpu, kind, name] = key;
        if (numbers.drain_caused > 0)
            observation.drain_caused[cpu][kind] += numbers.drain_caused;
        if (numbers.others > 0)
            observation.other.push_back({cpu, kind, name, numbers.others});
    }
}

} // namespace

TraceObserver::TraceObserver(const TrialSpec& spec, const Measurement& measurement, const NextGap& next_gap,
                             Keep keep, const HostView& host)
    : spec_(spec), measurement_(measurement), subject_(spec, measurement), keep_(keep),
      interruptions_(spec.isolated, subject_, [this](const SeenInterruption& each) { ended(each); }),
      arrivals_(measurement.window_opened, measurement.window_closed), contentions_(measurement),
      switches_(spec, measurement) {
    if (measurement.unquiet)
        with_edges_.emplace(measurement.unquiet->opened_from, measurement.unquiet->closed_until);
    for (const SubjectTally& subject : measurement.subjects)
        gaps_.emplace_back(subject, next_gap, host, keep == Keep::interruptions);
    observation_.losses = measurement.losses;
}

void TraceObserver::take(const TraceEvent& event) {
    interruptions_.take(event);
    switches_.take(event);
    const CacheLock* lock = contentions_.take(event);
    if (lock == nullptr || !spec_.isolated.contains(event.cpu))
        return;
    arrivals_.wait_for(*lock, event);
    if (with_edges_)
        with_edges_->wait_for(*lock, event);
}

void TraceObserver::take(const LostEvents& lost) {
    if (lost.before >= measurement_.window_opened && lost.after <= measurement_.window_closed)
        observation_.losses.push_back(lost.loss);
}

void TraceObserver::ended(const SeenInterruption& interruption) {
    arrivals_.take(interruption);
    if (with_edges_)
        with_edges_->take(interruption);
    expect_quiet_edges(interruption);
    if (interruption.at < measurement_.window_opened || interruption.at > measurement_.window_closed)
        return;
    count(interruption);
    Noticed noticed = Noticed::unwatched;
    for (GapAccountant& gaps : gaps_)
        if (gaps.cpu() == interruption.cpu)
            noticed = gaps.take(interruption);
    if (keep_ != Keep::interruptions)
        return;
    observation_.interruptions.push_back(told(interruption));
    observation_.interruptions.back().noticed = noticed;
}

// The agent opens and closes the window where isolated CPUs have been quiet for a while. So is one whose vCPU
// the host holds up in the middle of something.
void TraceObserver::expect_quiet_edges(const SeenInterruption& interruption) {
    const auto lasted_at = [&](std::chrono::nanoseconds edge) {
        return interruption.at < edge && interruption.at + interruption.length > edge;
    };
    if (!measurement_.unquiet && !moves_tasks(spec_) &&
        (lasted_at(measurement_.window_opened) || lasted_at(measurement_.window_closed)))
        observation_.losses.push_back({"the window's edge", interruption.cpu, std::nullopt,
                                       "an interruption lasted there; the host was too busy"});
}

void TraceObserver::count(const SeenInterruption& interruption) {
    CauseCount& count = by_cause_[{interruption.cause, interruption.cpu}];
    ++count.number;
    count.by_drains += interruption.drain_caused ? 1U : 0U;
    count.longest = std::max(count.longest, interruption.length);
    for (const SeenStep& step : interruption.steps)
        ++steps_[{interruption.cpu, step.kind, step.name}];
}

Observation TraceObserver::finish() {
    interruptions_.finish();
    const Arrivals arrivals = arrivals_.arrivals();
    const Arrivals at_most = with_edges_ ? with_edges_->arrivals() : arrivals;
    tell(arrivals, observation_);
    observation_.counts = counts_of_histograms(measurement_.tallies, spec_.isolated, subject_);
    observation_.without_known_sender = arrivals_.without_known_sender();
    observation_.disagreements = disagreements(observation_.counts, arrivals, at_most, spec_.isolated);
    observation_.differences_from_kernel =
        differences_from_kernel(spec_.isolated, measurement_, arrivals, at_most, switches_);
    observation_.contentions = contentions_.contentions();
    for (const auto& [key, count] : by_cause_)
        observation_.interruption_counts.by_cause[told(key.first)][key.second] = count;
    for (const auto& [key, number] : steps_)
        observation_.interruption_counts.steps.emplace(key, number);
    observation_.interruptions = numbered_by_time(std::move(observation_.interruptions));
    for (GapAccountant& gaps : gaps_)
        observation_.gaps.push_back(gaps.finish());
    return std::move(observation_);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/arrivals.hpp"

#include "probes/symbol_names.hpp"

#include <algorithm>

namespace cloister {
namespace {

// nullopt: a part of another arrival.
std::optional<ArrivalKind> kind_of(const Step& step) {
    switch (step.kind) {
    case StepKind::ipi:
        return ArrivalKind::ipi;
    case StepKind::tick:
        return ArrivalKind::tick;
    case StepKind::softirq:
        return ArrivalKind::softirq;
    case StepKind::device_irq:
        return ArrivalKind::device_irq;
    case StepKind::task:
        return ArrivalKind::task_switch;
    case StepKind::work:
        return is_drain_function(step.name) ? std::optional(ArrivalKind::drain_work) : std::nullopt;
    case StepKind::function:
        return std::nullopt;
    }
    return std::nullopt;
}

bool has_sender(ArrivalKind kind) {
    return kind == ArrivalKind::ipi || kind == ArrivalKind::drain_work;
}

bool is_inside(const Measurement& measurement, std::chrono::nanoseconds at) {
    return at >= measurement.window_opened && at <= measurement.window_closed;
}

void add(const SeenInterruption& seen, const Measurement& measurement, Arrivals& arrivals) {
    const Interruption& interruption = seen.interruption;
    for (std::size_t i = 0; i < interruption.steps.size(); ++i) {
        const Step& step = interruption.steps[i];
        const std::optional<ArrivalKind> kind = kind_of(step);
        if (!kind || !is_inside(measurement, step.at))
            continue;
        bool drain_caused = interruption.drain_caused && kind != ArrivalKind::device_irq;
        if (has_sender(*kind)) {
            drain_caused = seen.senders[i] == Sender::drain;
            arrivals.without_known_sender += seen.senders[i] == Sender::unknown ? 1U : 0U;
        }
        arrivals.all.push_back({interruption.cpu, *kind, step.at, step.length, step.name, drain_caused});
    }
}

} // namespace

bool is_drain_function(const std::string& function) {
    const auto& functions = symbol_names::drain_functions;
    return std::find(functions.begin(), functions.end(), function) != functions.end();
}

Arrivals arrivals_in(const std::vector<SeenInterruption>& interruptions, const Trace& trace,
                     const CpuSet& isolated, const Measurement& measurement) {
    Arrivals arrivals;
    for (const SeenInterruption& seen : interruptions)
        add(seen, measurement, arrivals);
    for (const TraceEvent& event : trace.events)
        if (event.kind == EventKind::lock_contended && isolated.contains(event.cpu) &&
            is_inside(measurement, event.at))
            if (const CacheLock* lock = lock_at(measurement.locks, event.object))
                arrivals.all.push_back({event.cpu, ArrivalKind::lock_contention, event.at,
                                        std::chrono::nanoseconds(0), full_name(*lock), false});
    std::stable_sort(arrivals.all.begin(), arrivals.all.end(),
                     [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
    return arrivals;
}

} // namespace cloister

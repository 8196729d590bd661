// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/arrivals.hpp"

#include "probes/symbol_names.hpp"

#include <algorithm>
#include <optional>

namespace cloister {
namespace {

// nullopt: a part of another arrival.
std::optional<ArrivalKind> kind_of(const SeenStep& step) {
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

// An IPI of the vector irq_work has none but its own CPU (arch_irq_work_raise(), arch/x86/kernel/irq_work.c):
// it belongs to its interruption, as a softirq does.
bool has_sender(ArrivalKind kind, const SeenStep& step) {
    static const Name by_itself("irq_work");
    return kind == ArrivalKind::drain_work ||
           (kind == ArrivalKind::ipi && (step.name != by_itself || step.sender != Sender::unknown));
}

} // namespace

bool is_drain_function(const std::string& function) {
    const auto& functions = symbol_names::drain_functions;
    return std::find(functions.begin(), functions.end(), function) != functions.end();
}

void ArrivalCounter::take(const SeenInterruption& interruption) {
    for (const SeenStep& step : interruption.steps) {
        const std::optional<ArrivalKind> kind = kind_of(step);
        if (!kind || step.at < from_ || step.at > until_)
            continue;
        bool drain_caused = interruption.drain_caused && kind != ArrivalKind::device_irq;
        if (has_sender(*kind, step)) {
            drain_caused = step.sender == Sender::drain;
            without_known_sender_ += step.sender == Sender::unknown ? 1U : 0U;
        }
        ArrivalNumbers& numbers = numbers_[{interruption.cpu, *kind, step.name}];
        ++(drain_caused ? numbers.drain_caused : numbers.others);
    }
}

void ArrivalCounter::wait_for(const CacheLock& lock, const TraceEvent& wait) {
    if (wait.at >= from_ && wait.at <= until_)
        ++numbers_[{wait.cpu, ArrivalKind::lock_contention, full_name(lock)}].others;
}

Arrivals ArrivalCounter::arrivals() const {
    Arrivals arrivals;
    for (const auto& [key, numbers] : numbers_)
        arrivals.emplace(key, numbers);
    return arrivals;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The kinds of arrival on an isolated CPU, and counts of them by CPU.
// Runs on: both. Names as in JSON and in docs/glossary.md.
#pragma once

#include "results-schema/document.hpp"

#include <array>
#include <cstdint>

namespace cloister {

enum class ArrivalKind { drain_work, ipi, tick, softirq, task_switch, device_irq, lock_contention };

template <>
struct EnumNames<ArrivalKind> {
    static constexpr std::array<std::pair<ArrivalKind, std::string_view>, 7> table{{
        {ArrivalKind::drain_work, "drain_work"},
        {ArrivalKind::ipi, "ipi"},
        {ArrivalKind::tick, "tick"},
        {ArrivalKind::softirq, "softirq"},
        {ArrivalKind::task_switch, "task_switch"},
        {ArrivalKind::device_irq, "device_irq"},
        {ArrivalKind::lock_contention, "lock_contention"},
    }};
};

// counts[CPU][kind]; an absent entry is zero.
using Counts = std::map<CpuId, std::map<ArrivalKind, std::uint64_t>>;

} // namespace cloister

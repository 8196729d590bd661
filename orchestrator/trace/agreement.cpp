// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/agreement.hpp"

#include <array>

namespace cloister {
namespace {

std::uint64_t number_of(const Counts& counts, CpuId cpu, ArrivalKind kind) {
    const auto kinds = counts.find(cpu);
    if (kinds == counts.end())
        return 0;
    const auto number = kinds->second.find(kind);
    return number == kinds->second.end() ? 0 : number->second;
}

Counts by_kind(const Arrivals& arrivals) {
    Counts counts;
    for (const auto& [key, numbers] : arrivals)
        counts[std::get<CpuId>(key)][std::get<ArrivalKind>(key)] += numbers.all();
    return counts;
}

} // namespace

std::optional<ArrivalKind> kind_counted_by(const std::string& probe) {
    if (probe == "drain_work_executed")
        return ArrivalKind::drain_work;
    if (probe == "ipi_received")
        return ArrivalKind::ipi;
    return value_named<ArrivalKind>(probe);
}

Counts counts_of_histograms(const std::vector<TallyRow>& tallies, const CpuSet& isolated,
                            const SubjectTasks& subject) {
    Counts counts;
    for (const TallyRow& row : tallies) {
        const std::optional<ArrivalKind> kind = kind_counted_by(row.probe);
        const bool back =
            kind == ArrivalKind::task_switch && isolated.contains(row.cpu) && subject.contains(row.name);
        if (kind && !back)
            counts[row.cpu][*kind] += row.number;
    }
    return counts;
}

std::vector<std::string> disagreements(const Counts& histograms, const Arrivals& arrivals,
                                       const Arrivals& at_most, const CpuSet& isolated) {
    const Counts raw = by_kind(arrivals);
    const Counts most = by_kind(at_most);
    std::vector<std::string> lines;
    for (const CpuId cpu : isolated)
        for (const auto& [kind, name] : EnumNames<ArrivalKind>::table) {
            const std::uint64_t counted = number_of(histograms, cpu, kind);
            const std::uint64_t seen = number_of(raw, cpu, kind);
            if (counted < seen || counted > number_of(most, cpu, kind))
                lines.push_back(std::string(name) + " on CPU " + std::to_string(cpu.number) + ": " +
                                std::to_string(counted) + " in the histogram, " + std::to_string(seen) +
                                " in the trace");
        }
    return lines;
}

} // namespace cloister

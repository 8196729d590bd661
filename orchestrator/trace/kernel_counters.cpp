// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/kernel_counters.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <set>

namespace cloister {
namespace {

using Numbers = std::map<std::string, std::uint64_t>; // line → number, of one CPU
using Counters = std::map<std::string, std::map<CpuId, std::uint64_t>>;

constexpr const char* devices = "devices";

// Not entries of their own: flushes are calls, machine checks are polled by a timer, a retry is of a send.
const std::set<std::string>& counted_elsewhere() {
    static const std::set<std::string> lines{"TLB", "MCP", "RTR"};
    return lines;
}

// nullopt: it has no line.
std::optional<std::string> interrupts_line(ArrivalKind kind, const std::string& name) {
    switch (kind) {
    case ArrivalKind::tick:
        return "LOC";
    case ArrivalKind::device_irq:
        return devices;
    case ArrivalKind::ipi:
        return name == "reschedule" ? "RES" : name == "irq_work" ? "IWI" : "CAL";
    case ArrivalKind::drain_work:
    case ArrivalKind::task_switch:
    case ArrivalKind::softirq:
    case ArrivalKind::lock_contention:
        return std::nullopt;
    }
    return std::nullopt;
}

// Devices have a number for a name.
std::string counted_as(const std::string& line) {
    return line.find_first_not_of("0123456789") == std::string::npos ? devices : line;
}

Numbers on_cpu(const Counters& counters, CpuId cpu) {
    Numbers numbers;
    for (const auto& [line, by_cpu] : counters)
        if (const auto found = by_cpu.find(cpu); found != by_cpu.end() && !counted_elsewhere().contains(line))
            numbers[counted_as(line)] += found->second;
    return numbers;
}

Numbers interrupts_on(CpuId cpu, const Arrivals& arrivals) {
    Numbers lines;
    for (const auto& [key, numbers] : arrivals) {
        const auto& [at, kind, name] = key;
        if (const std::optional<std::string> line = interrupts_line(kind, name); line && at == cpu)
            lines[*line] += numbers.all();
    }
    return lines;
}

Numbers softirqs_on(CpuId cpu, const Arrivals& arrivals) {
    Numbers lines;
    for (const auto& [key, numbers] : arrivals) {
        const auto& [at, kind, name] = key;
        if (kind == ArrivalKind::softirq && at == cpu)
            lines[name] += numbers.all();
    }
    return lines;
}

void compare(const Numbers& kernel, Numbers trace, Numbers at_most, CpuId cpu, const std::string& file,
             std::vector<std::string>& lines) {
    Numbers counted = kernel;
    for (const auto& [line, number] : trace)
        counted.try_emplace(line, 0);
    for (const auto& [line, number] : counted)
        if (number < trace[line] || number > at_most[line])
            lines.push_back(fmt::format("{} on CPU {}: {} in {}, {} in the trace", line, cpu.number, number,
                                        file, trace[line]));
}

} // namespace

void SubjectSwitches::take(const TraceEvent& event) {
    if (event.kind != EventKind::task_switch || event.task != subject_)
        return;
    if (event.at >= opened_ && event.at <= closed_)
        ++switches_[event.cpu];
    else if (event.at >= edges_.opened_from && event.at <= edges_.closed_until)
        ++at_edges_[event.cpu];
}

std::uint64_t SubjectSwitches::on(CpuId cpu) const {
    const auto found = switches_.find(cpu);
    return found == switches_.end() ? 0 : found->second;
}

std::uint64_t SubjectSwitches::at_most_on(CpuId cpu) const {
    if (moved_)
        return std::numeric_limits<std::uint64_t>::max();
    const auto found = at_edges_.find(cpu);
    return on(cpu) + (found == at_edges_.end() ? 0 : found->second);
}

std::vector<std::string> differences_from_kernel(const CpuSet& isolated, const Measurement& measurement,
                                                 const Arrivals& arrivals, const Arrivals& at_most,
                                                 const SubjectSwitches& switches) {
    std::vector<std::string> lines;
    for (const CpuId cpu : isolated) {
        compare(on_cpu(measurement.interrupts, cpu), interrupts_on(cpu, arrivals),
                interrupts_on(cpu, at_most), cpu, "/proc/interrupts", lines);
        compare(on_cpu(measurement.softirqs, cpu), softirqs_on(cpu, arrivals), softirqs_on(cpu, at_most), cpu,
                "/proc/softirqs", lines);
    }
    for (const SubjectTally& subject : measurement.subjects) {
        compare({{"switches", subject.voluntary_switches + subject.involuntary_switches}},
                {{"switches", switches.on(subject.cpu)}}, {{"switches", switches.at_most_on(subject.cpu)}},
                subject.cpu, "the subject's status", lines);
    }
    return lines;
}

} // namespace cloister

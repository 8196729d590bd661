// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/kernel_counters.hpp"

#include <fmt/format.h>

#include <algorithm>
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
std::optional<std::string> interrupts_line(const Arrival& arrival) {
    switch (arrival.kind) {
    case ArrivalKind::tick:
        return "LOC";
    case ArrivalKind::device_irq:
        return devices;
    case ArrivalKind::ipi:
        return arrival.name == "reschedule" ? "RES" : arrival.name == "irq_work" ? "IWI" : "CAL";
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

Numbers interrupts_on(CpuId cpu, const std::vector<Arrival>& arrivals) {
    Numbers numbers;
    for (const Arrival& arrival : arrivals)
        if (const std::optional<std::string> line = interrupts_line(arrival); line && arrival.cpu == cpu)
            ++numbers[*line];
    return numbers;
}

Numbers softirqs_on(CpuId cpu, const std::vector<Arrival>& arrivals) {
    Numbers numbers;
    for (const Arrival& arrival : arrivals)
        if (arrival.kind == ArrivalKind::softirq && arrival.cpu == cpu)
            ++numbers[arrival.name];
    return numbers;
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

std::uint64_t left_by_subject(const TrialSpec& spec, const Measurement& measurement, const Trace& trace,
                              CpuId cpu) {
    return static_cast<std::uint64_t>(
        std::count_if(trace.events.begin(), trace.events.end(), [&](const TraceEvent& event) {
            return event.kind == EventKind::task_switch && event.cpu == cpu && event.task == spec.subject &&
                   event.at >= measurement.window_opened && event.at <= measurement.window_closed;
        }));
}

} // namespace

std::vector<std::string> differences_from_kernel(const TrialSpec& spec, const Measurement& measurement,
                                                 const Trace& trace, const std::vector<Arrival>& arrivals,
                                                 const std::vector<Arrival>& at_most) {
    std::vector<std::string> lines;
    for (const CpuId cpu : spec.isolated) {
        compare(on_cpu(measurement.interrupts, cpu), interrupts_on(cpu, arrivals),
                interrupts_on(cpu, at_most), cpu, "/proc/interrupts", lines);
        compare(on_cpu(measurement.softirqs, cpu), softirqs_on(cpu, arrivals), softirqs_on(cpu, at_most), cpu,
                "/proc/softirqs", lines);
    }
    for (const SubjectTally& subject : measurement.subjects) {
        const Numbers left{{"switches", left_by_subject(spec, measurement, trace, subject.cpu)}};
        compare({{"switches", subject.voluntary_switches + subject.involuntary_switches}}, left, left,
                subject.cpu, "the subject's status", lines);
    }
    return lines;
}

} // namespace cloister

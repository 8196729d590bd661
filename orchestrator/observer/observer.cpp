// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/observer/observer.hpp"

#include "orchestrator/judge/measured_on.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cloister {
namespace {

constexpr const char* unarmed_mark = "+unarmed";
constexpr const char* softirq = "softirq ";
constexpr const char* switches = "switches";

// What the kernel counts in /proc/interrupts: arch/x86/entry/entry_64.S and asm/idtentry.h name the entries.
bool is_interrupt(const std::string& entry) {
    return entry.starts_with("asm_sysvec_") || entry == "asm_common_interrupt" || entry == "asm_exc_nmi";
}

// Interrupts of a tick, and what it does.
bool follows_time(const std::string& counter) {
    return counter == "LOC" || counter.starts_with(softirq);
}

std::uint64_t provoked_in(const TrialRecord& record) {
    const Measurement& measurement = record.measurement.value();
    if (measurement.provoked)
        return *measurement.provoked * record.spec.isolated.size();
    std::uint64_t armed = 0;
    if (measurement.drains)
        for (const auto& [cpu, number] : measurement.drains->armed)
            armed += number;
    return armed;
}

std::uint64_t on_isolated(const std::map<CpuId, std::uint64_t>& numbers, const CpuSet& isolated) {
    std::uint64_t sum = 0;
    for (const auto& [cpu, number] : numbers)
        sum += isolated.contains(cpu) ? number : 0;
    return sum;
}

void add_entries(const TrialRecord& record, ObservedWindows& sum) {
    for (const KernelEntries& of_cpu : record.machine.kernel_entries) {
        if (!record.spec.isolated.contains(of_cpu.cpu))
            continue;
        sum.instructions = sum.instructions.value_or(0) + of_cpu.instructions;
        std::uint64_t interrupts = sum.interrupts.value_or(0);
        for (const auto& [entry, number] : of_cpu.all)
            interrupts += is_interrupt(entry) ? number : 0;
        sum.interrupts = interrupts;
    }
}

void add_counter(const std::string& line, std::uint64_t number, ObservedWindows& sum) {
    if (number != 0)
        sum.counters[line].push_back(number);
}

void add(const TrialRecord& record, ObservedWindows& sum) {
    const Measurement& measurement = record.measurement.value();
    sum.provoked += provoked_in(record);
    add_entries(record, sum);
    for (const auto& [line, by_cpu] : measurement.interrupts)
        add_counter(line, on_isolated(by_cpu, record.spec.isolated), sum);
    for (const auto& [line, by_cpu] : measurement.softirqs)
        add_counter(softirq + line, on_isolated(by_cpu, record.spec.isolated), sum);
    std::uint64_t switched = 0;
    for (const SubjectTally& subject : measurement.subjects)
        switched += subject.voluntary_switches + subject.involuntary_switches;
    add_counter(switches, switched, sum);
}

// A window in which a counter did not move has no number of it.
void fill_up(ObservedWindows& windows, const std::vector<std::string>& lines, std::size_t trials) {
    for (const std::string& line : lines)
        windows.counters[line].resize(trials);
}

std::vector<std::string> lines_of(const ObservedSource& source) {
    std::vector<std::string> lines;
    for (const ObservedWindows* windows : {&source.unarmed, &source.armed})
        for (const auto& [line, numbers] : windows->counters)
            if (std::find(lines.begin(), lines.end(), line) == lines.end())
                lines.push_back(line);
    return lines;
}

bool lie_apart(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    const auto [least_a, most_a] = std::minmax_element(a.begin(), a.end());
    const auto [least_b, most_b] = std::minmax_element(b.begin(), b.end());
    return *most_a < *least_b || *most_b < *least_a;
}

// Of a disturbance; where nothing was provoked a single one counts.
double share(const std::vector<std::uint64_t>& numbers, std::uint64_t provoked) {
    const auto sum = static_cast<double>(std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0}));
    return provoked == 0 ? sum : sum / static_cast<double>(provoked);
}

// IPIs are elided where one is pending, and work items share a switch: windows of one kind differ as well. So
// they differ from those of the other kind only where all do, and by one in twenty disturbances.
bool differ(const ObservedSource& source, const std::string& line) {
    constexpr double least = 0.05;
    const std::vector<std::uint64_t>& unarmed = source.unarmed.counters.at(line);
    const std::vector<std::uint64_t>& armed = source.armed.counters.at(line);
    return !follows_time(line) && lie_apart(unarmed, armed) &&
           std::abs(share(unarmed, source.unarmed.provoked) - share(armed, source.armed.provoked)) > least;
}

// How many windows of each kind a source has.
struct Windows {
    std::size_t unarmed = 0;
    std::size_t armed = 0;
};

void compare(ObservedSource& source, const Windows& windows) {
    const std::vector<std::string> lines = lines_of(source);
    fill_up(source.unarmed, lines, windows.unarmed);
    fill_up(source.armed, lines, windows.armed);
    if (windows.unarmed == 0 || windows.armed == 0)
        source.invalid = source.invalid.value_or("no window of the other kind was measured");
    else
        for (const std::string& line : lines)
            if (differ(source, line))
                source.differences.push_back(line);
}

std::optional<std::string> flaw_of(const JudgedTrial& trial, const std::string& name) {
    if (trial.record.spec.probes == Probes::armed) {
        if (const std::optional<Unsound> flaw = unsound({&trial}, name))
            return flaw->reason;
        return std::nullopt;
    }
    if (trial.record.outcome != Outcome::complete || !trial.record.measurement)
        return trial.record.failure ? trial.record.failure->what : "an unarmed window was not measured";
    return std::nullopt;
}

std::size_t row_of(Observer& observer, const std::string& name, const std::string& mode) {
    for (std::size_t i = 0; i < observer.sources.size(); ++i)
        if (observer.sources[i].name == name && observer.sources[i].mode == mode)
            return i;
    ObservedSource row;
    row.name = name;
    row.mode = mode;
    observer.sources.push_back(std::move(row));
    return observer.sources.size() - 1;
}

} // namespace

Plan with_unarmed_twins(Plan plan) {
    std::vector<TrialSpec> trials;
    for (TrialSpec& spec : plan.trials) {
        spec.kernel_entries = true;
        TrialSpec twin = spec;
        twin.probes = Probes::none;
        twin.cell.workload += unarmed_mark;
        trials.push_back(std::move(twin));
        trials.push_back(std::move(spec));
    }
    plan.trials = std::move(trials);
    return plan;
}

Observer observer(const Evidence& evidence) {
    Observer observer;
    tell_measured_on(evidence, observer);
    std::vector<Windows> windows;
    for (const JudgedTrial& trial : evidence) {
        const TrialSpec& spec = trial.record.spec;
        const Source* source = source_of(spec);
        if (source == nullptr)
            continue;
        observer.kernel = spec.cell.kernel;
        const std::size_t row = row_of(observer, source->name, spec.cell.mode);
        windows.resize(observer.sources.size());
        ObservedSource& sum = observer.sources[row];
        if (const std::optional<std::string> flaw = flaw_of(trial, source->name)) {
            sum.invalid = flaw;
            continue;
        }
        const bool armed = spec.probes == Probes::armed;
        add(trial.record, armed ? sum.armed : sum.unarmed);
        ++(armed ? windows[row].armed : windows[row].unarmed);
        if (armed)
            sum.events += on_isolated(trial.record.measurement->events, spec.isolated);
    }
    for (std::size_t row = 0; row < windows.size(); ++row)
        compare(observer.sources[row], windows[row]);
    return observer;
}

std::uint64_t counted_interrupts(const ObservedWindows& windows) {
    std::uint64_t sum = 0;
    for (const auto& [line, numbers] : windows.counters)
        if (line != switches && !line.starts_with(softirq))
            sum += std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
    return sum;
}

std::optional<std::int64_t> instructions_per_event(const ObservedSource& source) {
    if (!source.armed.instructions || !source.unarmed.instructions || source.events == 0 ||
        source.unarmed.provoked == 0)
        return std::nullopt;
    const double unarmed = static_cast<double>(*source.unarmed.instructions) *
                           static_cast<double>(source.armed.provoked) /
                           static_cast<double>(source.unarmed.provoked);
    return static_cast<std::int64_t>((static_cast<double>(*source.armed.instructions) - unarmed) /
                                     static_cast<double>(source.events));
}

int exit_code(const Observer& observer) {
    const auto any = [&](auto is_so) {
        return std::any_of(observer.sources.begin(), observer.sources.end(), is_so);
    };
    if (observer.sources.empty() ||
        any([](const ObservedSource& source) { return source.invalid.has_value(); }))
        return 2;
    const auto miscounted = [](const ObservedWindows& windows) {
        return windows.interrupts && *windows.interrupts != counted_interrupts(windows);
    };
    const bool differs = any([&](const ObservedSource& source) {
        return !source.differences.empty() || miscounted(source.unarmed) || miscounted(source.armed);
    });
    return differs ? 1 : 0;
}

} // namespace cloister

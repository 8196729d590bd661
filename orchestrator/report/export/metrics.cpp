// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/metrics.hpp"

#include <algorithm>
#include <stdexcept>

namespace cloister {
namespace {

class Samples {
  public:
    explicit Samples(const ExportedRun& run) : run_(run) {}

    std::vector<Sample> all();

  private:
    using Value = std::variant<std::uint64_t, double>;
    using Labels = std::vector<std::string>;

    void add(const std::string& name, Labels labels, Value value);
    // name: of a metric whose labels begin with kernel, mode and workload.
    void add(const std::string& name, const CellReport& cell, const Labels& labels, Value value);
    void add_run();
    void add_claims();
    void add_cell(const CellReport& cell);
    void add_arrivals(const CellReport& cell);
    void add_interruptions(const CellReport& cell);
    void add_waits(const CellReport& cell);
    void add_storm(const CellReport& cell);
    void add_times(const CellReport& cell);
    void add_costs();
    std::vector<const ExportedTrial*> trials(const CellReport& cell) const;

    const ExportedRun& run_;
    std::vector<Sample> samples_;
};

constexpr double in_seconds(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

std::uint64_t number_in(const Counts& counts, CpuId cpu, ArrivalKind kind) {
    const auto kinds = counts.find(cpu);
    if (kinds == counts.end())
        return 0;
    const auto number = kinds->second.find(kind);
    return number == kinds->second.end() ? 0 : number->second;
}

void Samples::add(const std::string& name, Labels labels, Value value) {
    const auto metric = std::find_if(metrics().begin(), metrics().end(),
                                     [&](const Metric& each) { return each.name == name; });
    if (metric == metrics().end() || metric->labels.size() != labels.size())
        throw std::logic_error("no metric " + name + " with so many labels");
    for (std::string& label : labels)
        label = one_line(label);
    samples_.push_back({&*metric, std::move(labels), value});
}

void Samples::add(const std::string& name, const CellReport& cell, const Labels& labels, Value value) {
    Labels all{cell.kernel, cell.mode, cell.workload};
    all.insert(all.end(), labels.begin(), labels.end());
    add(name, std::move(all), value);
}

void Samples::add_run() {
    const CloisterFacts* cloister = run_.cost ? &run_.cost->cloister : nullptr;
    std::string host;
    if (!run_.trials.empty()) {
        cloister = &run_.trials.front().record.cloister;
        const HostFacts& facts = run_.trials.front().record.host;
        host = facts.cpu_model + ", " + facts.distribution + ", Linux " + facts.release;
    }
    add("cloister_run_info",
        {run_.name, kernels_of(run_), name_of(verdict_of(run_)), machine_of(run_), times_of(run_), host,
         cloister == nullptr ? "" : cloister->version,
         cloister == nullptr ? "" : cloister->revision.value_or(""), why_not_measured(run_).value_or("")},
        std::uint64_t{1});
    if (const std::string time = started(run_); !time.empty() && !why_not_measured(run_))
        add("cloister_run_start_timestamp_seconds", {run_.name}, in_seconds(since_1970(time)));
}

void Samples::add_claims() {
    const std::string kernels = kernels_of(run_);
    for (const ClaimResult& claim : claims_of(run_)) {
        for (const auto& [verdict, name] : EnumNames<Verdict>::table)
            add("cloister_claim_verdict", {kernels, claim.id, std::string(name)},
                std::uint64_t{claim.verdict == verdict ? 1U : 0U});
        if (claim.verdict != Verdict::upheld && claim.verdict != Verdict::refuted)
            continue;
        for (const auto& [name, number] : claim.numbers)
            add("cloister_claim_number", {kernels, claim.id, name, number.unit}, number.value);
    }
}

std::vector<const ExportedTrial*> Samples::trials(const CellReport& cell) const {
    std::vector<const ExportedTrial*> trials;
    for (const ExportedTrial& trial : run_.trials)
        if (trial.record.spec.cell == Cell{cell.kernel, cell.mode, cell.workload})
            trials.push_back(&trial);
    return trials;
}

void Samples::add_arrivals(const CellReport& cell) {
    for (const CpuId cpu : cell.isolated)
        for (const auto& [kind, name] : EnumNames<ArrivalKind>::table) {
            const Labels labels{std::to_string(cpu.number), std::string(name)};
            add("cloister_arrivals", cell, labels, number_in(cell.counts, cpu, kind));
            // No drain causes these.
            if (kind != ArrivalKind::device_irq && kind != ArrivalKind::lock_contention)
                add("cloister_drain_caused_arrivals", cell, labels, number_in(cell.drain_caused, cpu, kind));
        }
    for (const OtherArrival& other : cell.other)
        if (other.kind != ArrivalKind::lock_contention) // waits have a metric of their own
            add("cloister_other_arrivals", cell,
                {std::to_string(other.cpu.number), name_of(other.kind), other.name}, other.number);
}

void Samples::add_interruptions(const CellReport& cell) {
    std::map<ExportedCause, std::uint64_t> causes;
    std::map<CpuId, std::chrono::nanoseconds> longest;
    for (const ExportedTrial* trial : trials(cell)) {
        for (const auto& [cause, number] : trial->causes)
            causes[cause] += number;
        for (const auto& [cpu, lengths] : trial->lengths)
            longest[cpu] = std::max(longest[cpu], lengths.longest);
    }
    for (const auto& [cause, number] : causes)
        add("cloister_interruptions", cell,
            {std::to_string(cause.cpu.number), cause.what, cause.by, cause.drain_caused ? "yes" : "no"},
            number);
    for (const auto& [cpu, length] : longest)
        add("cloister_interruption_longest_seconds", cell, {std::to_string(cpu.number), times_of(run_)},
            in_seconds(length));
}

void Samples::add_waits(const CellReport& cell) {
    std::map<std::pair<std::string, std::string>, std::uint64_t> waits;
    for (const Contention& contention : cell.contentions)
        waits[{contention.lock, contention.from}] += contention.number;
    for (const auto& [place, number] : waits)
        add("cloister_lock_waits", cell, {place.first, place.second}, number);
    // Who wanted it and whose cache it guards are left out: CPUs times CPUs times functions are too many
    // series.
    std::map<std::pair<CpuId, std::string>, std::uint64_t> by_cpu;
    for (const Contention& contention : cell.contentions)
        by_cpu[{contention.cpu, contention.lock}] += contention.number;
    for (const auto& [place, number] : by_cpu)
        add("cloister_cpu_lock_waits", cell,
            {std::to_string(place.first.number), cell.isolated.contains(place.first) ? "yes" : "no",
             place.second},
            number);
}

void Samples::add_storm(const CellReport& cell) {
    if (!cell.storm)
        return;
    add("cloister_storm_pages", cell, {}, cell.storm->pages);
    add("cloister_storm_pages_per_second", cell, {times_of(run_)}, cell.storm->pages_per_second);
}

void Samples::add_times(const CellReport& cell) {
    std::chrono::nanoseconds window{0}, calls_took{0}, longest{0};
    std::uint64_t calls = 0;
    for (const ExportedTrial* trial : trials(cell)) {
        const std::optional<Measurement>& measured = trial->record.measurement;
        if (!measured)
            continue;
        window += measured->window_closed - measured->window_opened;
        if (!measured->drains)
            continue;
        calls += measured->drains->calls;
        calls_took += measured->drains->call_total;
        longest = std::max(longest, measured->drains->call_max);
    }
    add("cloister_window_seconds", cell, {times_of(run_)}, in_seconds(window));
    if (calls == 0)
        return;
    add("cloister_drain_calls", cell, {}, calls);
    add("cloister_drain_call_mean_seconds", cell, {times_of(run_)},
        in_seconds(calls_took) / static_cast<double>(calls));
    add("cloister_drain_call_longest_seconds", cell, {times_of(run_)}, in_seconds(longest));
}

void Samples::add_cell(const CellReport& cell) {
    std::map<Outcome, std::uint64_t> outcomes;
    std::uint64_t uncounted = 0;
    bool had_windows = false;
    for (const ExportedTrial* trial : trials(cell)) {
        ++outcomes[trial->record.outcome];
        uncounted += trial->not_counted ? 1U : 0U;
        had_windows = had_windows || trial->record.spec.subject != "none";
    }
    // A trial whose record is gone proves nothing.
    uncounted += cell.trials - std::min<std::uint64_t>(cell.trials, trials(cell).size());
    for (const auto& [outcome, number] : outcomes)
        add("cloister_cell_trials", cell, {name_of(outcome)}, number);
    add("cloister_cell_uncounted_trials", cell, {}, uncounted);
    if (uncounted > 0 || !had_windows)
        return;
    add("cloister_armed_drains", cell, {}, cell.armed);
    add("cloister_completed_drains", cell, {}, cell.completed);
    add_arrivals(cell);
    add_interruptions(cell);
    add_waits(cell);
    add_storm(cell);
    if (cell.pressure)
        add("cloister_pressure_pages", cell, {}, cell.pressure->pages);
    add_times(cell);
}

void Samples::add_costs() {
    for (const OperationCost& cost : run_.cost->operations) {
        const Labels labels{cost.kernel, cost.mode, cost.name};
        const bool counts = !cost.invalid && cost.turns > 0;
        add("cloister_operation_uncounted", labels, std::uint64_t{counts ? 0U : 1U});
        if (!counts)
            continue;
        add("cloister_operation_instructions", labels, cost.instructions);
        add("cloister_operation_locked_instructions", labels, cost.locked);
        add("cloister_operation_cache_lines", labels, cost.cache_lines);
    }
}

std::vector<Sample> Samples::all() {
    add_run();
    if (why_not_measured(run_))
        return std::move(samples_);
    add_claims();
    if (run_.report)
        for (const CellReport& cell : run_.report->cells)
            add_cell(cell);
    if (run_.cost)
        add_costs();
    return std::move(samples_);
}

} // namespace

const std::vector<Metric>& metrics() {
    static const std::vector<Metric> all{
        {"cloister_run_info",
         "",
         {"run", "kernel", "verdict", "machine", "times", "host", "cloister", "revision", "not_measured"},
         "1; what a run was measured on and by. not_measured: why it is no measurement, as on the fake "
         "machine"},
        {"cloister_run_start_timestamp_seconds",
         "seconds",
         {"run"},
         "When the run's first trial was started, since 1970"},
        {"cloister_claim_verdict",
         "",
         {"kernel", "claim", "verdict"},
         "1 for the verdict that the claim has, 0 for the three others"},
        {"cloister_claim_number",
         "",
         {"kernel", "claim", "number", "unit"},
         "A number behind a claim that is upheld or refuted, in the unit that its label names"},
        {"cloister_cell_trials",
         "",
         {"kernel", "mode", "workload", "outcome"},
         "Trials of a cell, by how they ended"},
        {"cloister_cell_uncounted_trials",
         "",
         {"kernel", "mode", "workload"},
         "Trials of a cell that prove nothing; where there is one, the cell has no counts"},
        {"cloister_armed_drains",
         "",
         {"kernel", "mode", "workload"},
         "Armed drains: pages proved off the LRU before a drain"},
        {"cloister_completed_drains",
         "",
         {"kernel", "mode", "workload"},
         "Of the armed drains, pages proved on the LRU after it"},
        {"cloister_drain_caused_arrivals",
         "",
         {"kernel", "mode", "workload", "cpu", "kind"},
         "What drains caused on an isolated CPU, by kind of arrival"},
        {"cloister_arrivals",
         "",
         {"kernel", "mode", "workload", "cpu", "kind"},
         "All that arrived on an isolated CPU in the windows, by kind"},
        {"cloister_other_arrivals",
         "",
         {"kernel", "mode", "workload", "cpu", "kind", "name"},
         "What arrived on an isolated CPU and no drain caused, by name"},
        {"cloister_interruptions",
         "",
         {"kernel", "mode", "workload", "cpu", "cause", "by", "drain_caused"},
         "Interruptions of an isolated CPU: what it had to do, and the function that asked for it"},
        {"cloister_interruption_longest_seconds",
         "seconds",
         {"kernel", "mode", "workload", "cpu", "times"},
         "The longest interruption of an isolated CPU; 0: there was none"},
        {"cloister_lock_waits",
         "",
         {"kernel", "mode", "workload", "lock", "from"},
         "Waits for spinlocks on all guest CPUs, by lock and by the function that wanted it"},
        {"cloister_cpu_lock_waits",
         "",
         {"kernel", "mode", "workload", "cpu", "isolated", "lock"},
         "Waits for spinlocks by the guest CPU that waited, and whether it is isolated"},
        {"cloister_storm_pages",
         "",
         {"kernel", "mode", "workload"},
         "Pages that a storm of faults or writes took and gave back, on all its CPUs"},
        {"cloister_storm_pages_per_second",
         "",
         {"kernel", "mode", "workload", "times"},
         "The same a second of its windows: what a storm gets done while drains come"},
        {"cloister_pressure_pages",
         "",
         {"kernel", "mode", "workload"},
         "Pages that background pressure took"},
        {"cloister_window_seconds",
         "seconds",
         {"kernel", "mode", "workload", "times"},
         "How long was measured, all windows of a cell together"},
        {"cloister_drain_calls", "", {"kernel", "mode", "workload"}, "Drain calls that were made"},
        {"cloister_drain_call_mean_seconds",
         "seconds",
         {"kernel", "mode", "workload", "times"},
         "How long a drain call took who made it, on the average"},
        {"cloister_drain_call_longest_seconds",
         "seconds",
         {"kernel", "mode", "workload", "times"},
         "The longest drain call"},
        {"cloister_operation_instructions",
         "",
         {"kernel", "mode", "operation"},
         "Kernel instructions of one operation, exact, median of its turns"},
        {"cloister_operation_locked_instructions",
         "",
         {"kernel", "mode", "operation"},
         "Of these, those that lock the bus, median"},
        {"cloister_operation_cache_lines",
         "",
         {"kernel", "mode", "operation"},
         "Cache lines of data that one operation reads or writes, median"},
        {"cloister_operation_uncounted",
         "",
         {"kernel", "mode", "operation"},
         "1 where the cost of an operation proves nothing and is left out, else 0"},
    };
    return all;
}

std::vector<Sample> samples_of(const ExportedRun& run) {
    return Samples(run).all();
}

std::string value_text(const Sample& sample) {
    if (const std::uint64_t* whole = std::get_if<std::uint64_t>(&sample.value))
        return std::to_string(*whole);
    return number_text(std::get<double>(sample.value));
}

} // namespace cloister

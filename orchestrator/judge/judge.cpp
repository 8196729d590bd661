// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/judge.hpp"

#include "orchestrator/judge/claim.hpp"
#include "orchestrator/judge/gaps_of_trials.hpp"
#include "orchestrator/judge/measured_on.hpp"
#include "orchestrator/judge/programs.hpp"
#include "orchestrator/judge/storms.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

void add(Counts& sum, const Counts& counts) {
    for (const auto& [cpu, kinds] : counts)
        for (const auto& [kind, number] : kinds)
            sum[cpu][kind] += number;
}

void add(std::vector<OtherArrival>& sum, const std::vector<OtherArrival>& others) {
    for (const OtherArrival& other : others) {
        const auto same = std::find_if(sum.begin(), sum.end(), [&](const OtherArrival& each) {
            return each.cpu == other.cpu && each.kind == other.kind && each.name == other.name;
        });
        if (same == sum.end())
            sum.push_back(other);
        else
            same->number += other.number;
    }
}

void add(std::vector<Contention>& sum, const std::vector<Contention>& contentions) {
    for (const Contention& contention : contentions) {
        const auto same = std::find_if(sum.begin(), sum.end(), [&](const Contention& each) {
            return each.lock == contention.lock && each.owner == contention.owner &&
                   each.cpu == contention.cpu && each.from == contention.from;
        });
        if (same == sum.end())
            sum.push_back(contention);
        else
            same->number += contention.number;
    }
}

void add(std::optional<std::vector<LockUse>>& sum, const std::optional<std::vector<LockUse>>& uses) {
    if (!uses)
        return;
    if (!sum)
        sum.emplace();
    for (const LockUse& use : *uses) {
        const auto same = std::find_if(sum->begin(), sum->end(),
                                       [&](const LockUse& each) { return each.lock == use.lock; });
        if (same == sum->end()) {
            sum->push_back(use);
            continue;
        }
        same->acquisitions += use.acquisitions;
        same->contentions += use.contentions;
        same->longest_wait = std::max(same->longest_wait, use.longest_wait);
        same->all_waits += use.all_waits;
        same->longest_hold = std::max(same->longest_hold, use.longest_hold);
        same->all_holds += use.all_holds;
        for (const auto& [cpu, its] : use.by_cpu) {
            same->by_cpu[cpu].acquisitions += its.acquisitions;
            same->by_cpu[cpu].all_holds += its.all_holds;
            same->by_cpu[cpu].contentions += its.contentions;
            same->by_cpu[cpu].all_waits += its.all_waits;
        }
    }
}

CellReport& cell_of(std::vector<CellReport>& cells, const Cell& key) {
    const auto found = std::find_if(cells.begin(), cells.end(), [&](const CellReport& cell) {
        return cell.kernel == key.kernel && cell.mode == key.mode && cell.workload == key.workload;
    });
    if (found != cells.end())
        return *found;
    CellReport& cell = cells.emplace_back();
    cell.kernel = key.kernel;
    cell.mode = key.mode;
    cell.workload = key.workload;
    return cell;
}

std::optional<Pressure> pressure_in(const Trials& trials) {
    Pressure sum;
    std::chrono::duration<double> time{0};
    for (const JudgedTrial* trial : trials)
        if (const auto& measurement = trial->record.measurement; measurement && measurement->pressure_time) {
            sum.pages += measurement->pressure_pages.value_or(0);
            time += *measurement->pressure_time;
            sum.wanted_pages_per_second = trial->record.spec.pages_per_second;
        }
    if (time.count() <= 0)
        return std::nullopt;
    sum.pages_per_second = static_cast<double>(sum.pages) / time.count();
    return sum;
}

std::vector<CellReport> cells(const Evidence& evidence) {
    std::vector<CellReport> all;
    for (const JudgedTrial& trial : evidence) {
        CellReport& cell = cell_of(all, trial.record.spec.cell);
        ++cell.trials;
        cell.isolated = trial.record.spec.isolated;
        const Trials one{&trial};
        cell.armed += armed(one);
        cell.completed += completed(one);
        if (!trial.observation)
            continue;
        add(cell.counts, trial.observation->counts);
        add(cell.drain_caused, trial.observation->drain_caused);
        add(cell.other, trial.observation->other);
        add(cell.contentions, trial.observation->contentions);
        add(cell.lock_stat, trial.record.measurement->lock_stat);
    }
    for (CellReport& cell : all) {
        const Trials of_cell = trials_where(evidence, [&](const TrialSpec& spec) {
            return spec.cell == Cell{cell.kernel, cell.mode, cell.workload};
        });
        cell.pressure = pressure_in(of_cell);
        cell.storm = storm_in(of_cell);
    }
    return all;
}

} // namespace

Report judge(const Plan& plan, const Evidence& evidence) {
    Report report;
    tell_measured_on(evidence, report);
    for (const std::string& id : plan.claims) {
        ClaimResult result = claim_named(id).judge(evidence);
        result.id = id;
        report.claims.push_back(std::move(result));
    }
    report.verdict = worst_of(report.claims).value_or(Verdict::undecided);
    report.cells = cells(evidence);
    report.programs = programs(evidence);
    for (std::string& note : notes_of_programs(evidence))
        report.notes.push_back(std::move(note));
    for (std::string& note : notes_of_host(evidence))
        report.notes.push_back(std::move(note));
    for (const JudgedTrial& trial : evidence) {
        const std::string which = trial.record.spec.cell.mode + " " + trial.record.spec.cell.workload + ": ";
        for (const Failure& lost : trial.record.lost_guests.value_or(std::vector<Failure>()))
            report.notes.push_back(which + "done anew: " + lost.what);
        if (trial.record.failure)
            report.notes.push_back(which + trial.record.failure->what);
    }
    return report;
}

std::optional<Verdict> worst_of(const std::vector<ClaimResult>& claims) {
    std::optional<Verdict> worst;
    for (const ClaimResult& claim : claims)
        worst = std::max(worst.value_or(Verdict::upheld), claim.verdict);
    return worst;
}

int exit_code(Verdict verdict) {
    switch (verdict) {
    case Verdict::upheld:
        return 0;
    case Verdict::refuted:
        return 1;
    case Verdict::invalid:
    case Verdict::undecided:
        return 2;
    }
    return 70;
}

} // namespace cloister

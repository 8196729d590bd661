// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/gaps_of_trials.hpp"

#include "orchestrator/base/quantity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace cloister {
namespace {

void add(GapsOfTrials& all, const GapAccount& account) {
    for (const auto& [maker, sum] : account.gaps) {
        GapSum& total = all.sums[maker];
        total.number += sum.number;
        total.together += sum.together;
        total.longest = std::max(total.longest, sum.longest);
    }
    all.absences.number += account.absences.number;
    all.absences.together += account.absences.together;
    all.absences.in_gaps += account.absences.in_gaps;
    all.absences.too_short += account.absences.too_short;
    all.absences.unnoticed += account.absences.unnoticed;
}

std::chrono::nanoseconds waited(const TrialRecord& record) {
    std::chrono::nanoseconds sum{0};
    for (const auto& [cpu, time] : record.machine.waited)
        if (record.spec.isolated.contains(cpu))
            sum += time;
    return sum;
}

// Of those that no absence explains.
void add_unexplained(GapsOfTrials& all, const TrialRecord& record, std::uint64_t unexplained) {
    const bool strict = record.machine.accelerator == "kvm";
    const std::optional<std::string> why = why_unwatched(record);
    if (strict)
        (why ? all.unwatched_under_kvm : all.unexplained_under_kvm) += unexplained;
    if (!why)
        return;
    all.unwatched += unexplained;
    all.waited += waited(record);
    if (all.why_unwatched.empty())
        all.why_unwatched = *why;
}

std::string host_words(const GapsOfTrials& gaps) {
    const std::uint64_t preempted = number_of(gaps.sums, GapMaker::host_preempted);
    const std::uint64_t waiting = number_of(gaps.sums, GapMaker::host_waiting);
    return fmt::format("{} the host's ({} preempted, {} asleep; clocks within {})",
                       grouped(preempted + waiting), grouped(preempted), grouped(waiting),
                       length_text(gaps.clock_error));
}

} // namespace

std::uint64_t GapsOfTrials::without_interruption() const {
    std::uint64_t all = 0;
    for (const auto& [maker, sum] : sums)
        all += maker == GapMaker::interruption ? 0 : sum.number;
    return all;
}

GapsOfTrials gaps_of(const Trials& trials) {
    GapsOfTrials all;
    for (const JudgedTrial* trial : trials) {
        if (!trial->observation)
            continue;
        std::uint64_t unexplained = 0;
        for (const GapAccount& account : trial->observation->gaps) {
            add(all, account);
            unexplained += account.number(GapMaker::unexplained);
        }
        add_unexplained(all, trial->record, unexplained);
        if (trial->record.host_watch && trial->record.host_watch->clock_error)
            all.clock_error = std::max(all.clock_error, *trial->record.host_watch->clock_error);
    }
    return all;
}

std::string gaps_words(const GapsOfTrials& gaps) {
    std::vector<std::string> parts;
    if (gaps.clock_error.count() > 0)
        parts.push_back(host_words(gaps));
    const std::uint64_t neither = number_of(gaps.sums, GapMaker::unexplained) - gaps.unwatched;
    if (neither > gaps.unexplained_under_kvm)
        parts.push_back(grouped(neither - gaps.unexplained_under_kvm) + " the emulator's");
    if (gaps.unexplained_under_kvm > 0)
        parts.push_back(grouped(gaps.unexplained_under_kvm) + " unexplained");
    if (gaps.unwatched > 0)
        parts.push_back(
            fmt::format("{} of which the host was not seen to make any ({}), which let the vCPUs wait "
                        "for {:.1f} s",
                        grouped(gaps.unwatched), gaps.why_unwatched, gaps.waited.count()));
    const std::string all = quantity(gaps.without_interruption(), "other gap");
    return parts.empty() ? all : fmt::format("{}: {}", all, fmt::join(parts, ", "));
}

std::optional<std::string> why_unwatched(const TrialRecord& record) {
    if (!record.host_watch)
        return "it was not watched";
    if (record.host_watch->by != WatchedBy::perf)
        return record.host_watch->why_not_perf.value_or("no reason was recorded");
    std::uint64_t lost = 0;
    for (const auto& [cpu, number] : record.host_watch->lost)
        lost += number;
    return lost == 0 ? std::nullopt : std::optional(quantity(lost, "switch", "switches") + " lost");
}

std::vector<std::string> notes_of_host(const Evidence& evidence) {
    std::vector<std::string> notes;
    for (const JudgedTrial& trial : evidence) {
        if (!trial.observation || !trial.record.host_watch)
            continue;
        const std::optional<std::string> why = why_unwatched(trial.record);
        if (!why)
            continue;
        std::string note = trial.record.host_watch->by == WatchedBy::perf
                               ? "not every switch of the vCPUs' threads on the host was seen: " + *why
                               : "the host's switches of the vCPUs' threads were not seen, " +
                                     (trial.record.host_watch->by == WatchedBy::schedstat
                                          ? std::string("only how long they waited (schedstat): ")
                                          : std::string("nor how long they waited: ")) +
                                     *why;
        if (std::find(notes.begin(), notes.end(), note) == notes.end())
            notes.push_back(std::move(note));
    }
    return notes;
}

} // namespace cloister

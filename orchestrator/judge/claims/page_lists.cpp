// SPDX-License-Identifier: GPL-2.0-or-later
// Kernels before 5.19 or so empty a CPU's lists of free pages by work that is queued on it,
// drain_all_pages(), mm/page_alloc.c: for contiguous ranges, after compaction that made no room, for memory
// that goes offline, and for direct reclaim after which there still is no page; all but the first can be
// asked for by number. That a list had pages, and has none afterwards, says /proc/zoneinfo: a block goes
// offline, and reclaim ends, also where other lists keep theirs.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace cloister {
namespace {

constexpr std::array<std::string_view, 3> disturbers{"page-lists", "direct-reclaim", "compaction-in-vain"};
constexpr const char* work_of_lists = "drain_local_pages_wq";

bool empties_lists(const std::string& disturber) {
    return std::find(disturbers.begin(), disturbers.end(), disturber) != disturbers.end();
}

Trials lists_emptied(const Evidence& evidence, const std::string& way) {
    return trials_where(evidence, [&](const TrialSpec& spec) {
        return empties_lists(spec.disturber) && spec.mode.read_back.expect == way;
    });
}

std::vector<TrialNeed> needs(const Scenario& scenario, const std::vector<Mode>& modes,
                             const std::string& way) {
    std::vector<TrialNeed> needs;
    for (const Mode& mode : modes)
        if (empties_lists(scenario.disturber) && mode.read_back.expect == way)
            needs.push_back({mode.name, scenario.subject, scenario.disturber});
    return needs;
}

// On all isolated CPUs together.
struct Emptied {
    std::uint64_t wanted = 0; // lists
    std::uint64_t full = 0;   // had pages before
    std::uint64_t done = 0;   // and none afterwards
    std::uint64_t works = 0;
};

std::uint64_t works_on(const JudgedTrial& trial) {
    std::uint64_t works = 0;
    if (trial.observation)
        for (const auto& [step, number] : trial.observation->interruption_counts.steps)
            if (std::get<StepKind>(step) == StepKind::work && std::get<std::string>(step) == work_of_lists)
                works += number;
    return works;
}

Emptied emptied(const Trials& trials) {
    Emptied all{wanted(trials), armed(trials), completed(trials), 0};
    for (const JudgedTrial* trial : trials)
        all.works += works_on(*trial);
    return all;
}

std::map<std::string, Number> numbers_of(const Emptied& seen) {
    return {{"filled", {static_cast<double>(seen.full), "lists"}},
            {"emptied", {static_cast<double>(seen.done), "lists"}},
            {"work_items", {static_cast<double>(seen.works), "items"}}};
}

// Silent because it does not work, or not as often as it was asked for.
bool is_unfinished(const Emptied& seen, ClaimResult& result) {
    if (seen.done < seen.full) {
        result.verdict = Verdict::refuted;
        result.reason = fmt::format("{} of {} were emptied", grouped(seen.done), quantity(seen.full, "list"));
        return true;
    }
    if (seen.full > 0 && seen.full == seen.wanted)
        return false;
    result.verdict = Verdict::undecided;
    result.reason =
        fmt::format("{} of {} had pages to be emptied", grouped(seen.full), quantity(seen.wanted, "list"));
    return true;
}

ClaimResult judge_local(const Evidence& evidence) {
    const Trials trials = lists_emptied(evidence, "local");
    const Emptied seen = emptied(trials);
    ClaimResult result;
    result.numbers = numbers_of(seen);
    if (const std::optional<Unsound> flaw = unsound(trials, "of page lists in local mode")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
        return result;
    }
    if (is_unfinished(seen, result))
        return result;
    result.verdict = seen.works == seen.done ? Verdict::upheld : Verdict::refuted;
    result.reason = fmt::format("{} for {}", quantity(seen.works, "work item"),
                                quantity(seen.done, "list that was emptied", "lists that were emptied"));
    return result;
}

ClaimResult judge_remote(const Evidence& evidence) {
    const Trials trials = lists_emptied(evidence, "remote");
    const Trials control = lists_emptied(evidence, "local");
    const Emptied seen = emptied(trials);
    const DrainArrivals arrivals = drain_arrivals(trials);
    ClaimResult result;
    result.numbers = numbers_of(seen);
    result.numbers["ipis"] = {static_cast<double>(arrivals.ipis), "IPIs"};
    result.numbers["task_switches"] = {static_cast<double>(arrivals.switches), "switches"};
    if (const std::optional<Unsound> flaw =
            unsound({{trials, "of page lists in remote mode"}, {control, "of page lists in local mode"}})) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
        return result;
    }
    if (arrivals.any()) {
        result.verdict = Verdict::refuted;
        result.reason = arrivals.caused();
        return result;
    }
    if (is_unfinished(seen, result)) {
        if (result.verdict == Verdict::refuted)
            result.reason = "silent because it does not work: " + result.reason;
        return result;
    }
    if (arrivals.unexplained > 0) {
        result.reason = arrivals.not_explained();
        return result;
    }
    const bool has_control = emptied(control).works > 0;
    result.verdict = has_control ? Verdict::upheld : Verdict::undecided;
    result.reason = has_control
                        ? fmt::format("0 of {} lists; {}", grouped(seen.done), bound_of_none(seen.done))
                        : "no positive control: local mode caused no work of page lists either";
    return result;
}

} // namespace

Claim page_lists_interrupt() {
    return {"page-lists-interrupt",
            "in local mode an isolated CPU's lists of free pages are emptied by a work item on it",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                return needs(scenario, modes, "local");
            },
            judge_local};
}

Claim page_lists_are_silent() {
    return {"page-lists-are-silent",
            "in remote mode they are emptied without a work item, an IPI or a task switch there",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                std::vector<TrialNeed> both = needs(scenario, modes, "local");
                const std::vector<TrialNeed> remote = needs(scenario, modes, "remote");
                if (both.empty() || remote.empty())
                    return std::vector<TrialNeed>{};
                both.insert(both.end(), remote.begin(), remote.end());
                return both;
            },
            judge_remote};
}

} // namespace cloister

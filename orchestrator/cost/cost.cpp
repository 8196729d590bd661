// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/cost.hpp"

#include "orchestrator/cost/operation_names.hpp"
#include "orchestrator/judge/judge.hpp"
#include "results-schema/lower_median.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

namespace cloister {
namespace {

constexpr CpuId asking{0};
constexpr std::size_t batch = 31; // folios that wait in one (PAGEVEC_SIZE, include/linux/pagevec.h)

using Numbers = std::vector<std::uint64_t>;

Numbers numbers(const std::vector<TurnCost>& turns, std::uint64_t TurnCost::*field) {
    Numbers all;
    for (const TurnCost& turn : turns)
        all.push_back(turn.*field);
    return all;
}

std::uint64_t sum(const Numbers& all) {
    return std::accumulate(all.begin(), all.end(), std::uint64_t{0});
}

// The largest one but for so many.
std::uint64_t largest_but(std::size_t left_out, Numbers all) {
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(std::min(left_out, all.size() - 1));
    std::nth_element(all.begin(), at, all.end(), std::greater<>());
    return *at;
}

// How many turns are dearer than a dear one.
std::size_t dearer_than_dear(std::size_t turns) {
    return turns / batch / 2;
}

// Of at least one turn, each quantity by itself.
TurnCounts largest_but(std::size_t left_out, const std::vector<TurnCost>& turns, bool key_sites_known) {
    const auto of = [&](std::uint64_t TurnCost::*field) {
        return largest_but(left_out, numbers(turns, field));
    };
    TurnCounts counts{of(&TurnCost::instructions), of(&TurnCost::locked),   of(&TurnCost::cache_lines),
                      of(&TurnCost::accesses),     of(&TurnCost::branches), std::nullopt};
    if (key_sites_known)
        counts.key_sites = of(&TurnCost::key_sites);
    return counts;
}

OperationCost cost_of(const DoneOperation& operation, const KernelText& text) {
    OperationCost cost;
    cost.name = operation.name;
    for (const auto& [cpu, turns] : operation.counted.turns) {
        const Numbers instructions = numbers(turns, &TurnCost::instructions);
        if (cpu != asking) {
            cost.elsewhere += sum(instructions);
            continue;
        }
        const Numbers locked = numbers(turns, &TurnCost::locked);
        cost.turns = turns.size();
        cost.instructions = lower_median(instructions);
        cost.locked = lower_median(locked);
        cost.cache_lines = lower_median(numbers(turns, &TurnCost::cache_lines));
        cost.accesses = lower_median(numbers(turns, &TurnCost::accesses));
        cost.branches = lower_median(numbers(turns, &TurnCost::branches));
        if (text.key_sites_known)
            cost.key_sites = lower_median(numbers(turns, &TurnCost::key_sites));
        if (!turns.empty()) {
            cost.upper = largest_but(turns.size() / 4, turns, text.key_sites_known);
            cost.dear = largest_but(dearer_than_dear(turns.size()), turns, text.key_sites_known);
        }
        cost.all_instructions = sum(instructions);
        cost.all_locked = sum(locked);
    }
    if (const auto places = operation.counted.places.find(asking); places != operation.counted.places.end())
        for (const auto& [address, number] : places->second)
            cost.functions[text.functions.of(address)] += number;
    return cost;
}

// The other boots must have done the very same.
std::optional<std::string> contradiction(std::size_t operation, const std::vector<CountedBoot>& boots) {
    for (std::size_t i = 1; i < boots.size(); ++i)
        if (operation >= boots[i].operations.size() ||
            boots[i].operations[operation].counted != boots[0].operations[operation].counted)
            return "boot " + std::to_string(i + 1) + " did not count what the first did";
    return std::nullopt;
}

double share(std::uint64_t number, const OperationCost& of) {
    return of.turns == 0 ? 0 : static_cast<double>(number) / static_cast<double>(of.turns);
}

} // namespace

void add_costs(const std::string& kernel, const std::string& mode, const std::vector<CountedBoot>& boots,
               const KernelText& text, Cost& cost) {
    for (const CountedBoot& boot : boots)
        if (boot.refused) {
            cost.absent.push_back({kernel, mode, std::nullopt, *boot.refused});
            return;
        }
    for (std::size_t i = 0; !boots.empty() && i < boots[0].operations.size(); ++i) {
        const DoneOperation& operation = boots[0].operations[i];
        if (operation.refused) {
            cost.absent.push_back({kernel, mode, operation.name, *operation.refused});
            continue;
        }
        OperationCost counted = cost_of(operation, text);
        counted.kernel = kernel;
        counted.mode = mode;
        counted.invalid = contradiction(i, boots);
        cost.operations.push_back(std::move(counted));
    }
}

bool tells_dear_turns(const OperationCost& cost) {
    constexpr std::uint64_t tick = 4'000'000;
    return !is_drain(cost.name) && cost.all_instructions / tick <= dearer_than_dear(cost.turns);
}

std::vector<FunctionDifference> differences(const OperationCost& from, const OperationCost& to) {
    std::set<std::string> names;
    for (const OperationCost* each : {&from, &to})
        for (const auto& [name, number] : each->functions)
            names.insert(name);
    const auto of = [](const OperationCost& cost, const std::string& name) {
        const auto found = cost.functions.find(name);
        return found == cost.functions.end() ? 0.0 : share(found->second, cost);
    };
    std::vector<FunctionDifference> all;
    for (const std::string& name : names)
        if (const double difference = of(to, name) - of(from, name); difference != 0)
            all.push_back({name, difference});
    std::sort(all.begin(), all.end(), [](const FunctionDifference& a, const FunctionDifference& b) {
        return std::abs(a.instructions) > std::abs(b.instructions);
    });
    return all;
}

int exit_code(const Cost& cost) {
    const bool sound = std::none_of(cost.operations.begin(), cost.operations.end(),
                                    [](const OperationCost& each) { return each.invalid.has_value(); });
    if (!sound || cost.operations.empty())
        return 2;
    return exit_code(worst_of(cost.claims).value_or(Verdict::upheld));
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/cost_claims.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/cost/operation_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace cloister {
namespace {

constexpr const char* off = "local";
constexpr const char* on = "remote";

constexpr const char* off_is_free = "off-is-free";
constexpr const char* remote_cost = "remote-cost";
constexpr const char* housekeeping_not_slower = "housekeeping-not-slower";

// The same operation, without and with what is judged.
struct Pair {
    const OperationCost* before;
    const OperationCost* after;
};

const OperationCost* find(const Cost& cost, const std::string& kernel, const std::string& mode,
                          const std::string& name) {
    const auto found =
        std::find_if(cost.operations.begin(), cost.operations.end(), [&](const OperationCost& each) {
            return each.kernel == kernel && each.mode == mode && each.name == name;
        });
    return found == cost.operations.end() ? nullptr : &*found;
}

std::int64_t more(std::uint64_t after, std::uint64_t before) {
    return static_cast<std::int64_t>(after) - static_cast<std::int64_t>(before);
}

// "3 instructions", with what they may be behind it.
struct Excess {
    std::string text;
    std::int64_t by = 0;
};

using Judge = Excess (*)(const Pair&);

std::string named(const OperationCost& cost) {
    return cost.kernel + " " + cost.mode + " " + cost.name;
}

// Is: OperationCost, its median turn, or TurnCounts.
template <class Is>
Excess excess_when_off(const TurnCounts& was, const Is& is) {
    const auto sites = static_cast<std::int64_t>(*is.key_sites);
    std::string words;
    std::int64_t by = 0;
    const auto tell = [&](std::int64_t number, std::int64_t allowed, const char* one, const char* several) {
        if (number <= allowed)
            return;
        by += number - allowed;
        words += (words.empty() ? "" : ", ") + quantity(static_cast<std::uint64_t>(number), one, several);
    };
    tell(more(is.instructions, was.instructions), sites, "instruction", "instructions");
    tell(more(is.accesses, was.accesses), 0, "access", "accesses");
    tell(more(is.branches, was.branches), 0, "branch", "branches");
    tell(more(is.locked, was.locked), 0, "locked instruction", "locked instructions");
    tell(more(is.cache_lines, was.cache_lines), 0, "cache line", "cache lines");
    return {words, by};
}

bool tells_dear_turns(const Pair& pair) {
    return tells_dear_turns(*pair.before) && tells_dear_turns(*pair.after);
}

Excess excess_when_off(const Pair& pair) {
    const Excess median = excess_when_off(pair.before->upper, *pair.after);
    const Excess dear =
        tells_dear_turns(pair) ? excess_when_off(pair.before->dear, pair.after->dear) : Excess{};
    const bool seldom = dear.by > median.by;
    return {fmt::format("{}: {} more than {}{}, passing {}", named(*pair.after),
                        (seldom ? dear : median).text, pair.before->kernel, seldom ? " in a dear turn" : "",
                        quantity(seldom ? *pair.after->dear.key_sites : *pair.after->key_sites, "key site")),
            std::max(median.by, dear.by)};
}

Excess excess_when_on(const Pair& pair) {
    const std::int64_t locked = more(pair.after->locked, pair.before->upper.locked);
    const auto sites = static_cast<std::int64_t>(*pair.after->key_sites);
    return {fmt::format(
                "{}: {} more than in {} mode, passing {}", named(*pair.after),
                quantity(static_cast<std::uint64_t>(std::max<std::int64_t>(locked, 0)), "locked instruction"),
                pair.before->mode, quantity(*pair.after->key_sites, "key site")),
            locked - sites};
}

Excess excess_of_housekeeping(const Pair& pair) {
    constexpr std::int64_t per_cent = 5;
    const std::int64_t instructions = more(pair.after->instructions, pair.before->instructions);
    const auto all = static_cast<std::int64_t>(pair.before->instructions);
    return {fmt::format("{}: {:+} instructions on {}", named(*pair.after), instructions,
                        grouped(pair.before->instructions)),
            100 * instructions - per_cent * all};
}

// ", of fork-exit the median alone", or nothing.
std::string judged_by_median_alone(const std::vector<Pair>& pairs) {
    std::set<std::string> names;
    for (const Pair& pair : pairs)
        if (!tells_dear_turns(pair))
            names.insert(pair.after->name);
    return names.empty() ? "" : fmt::format(", of {} the median alone", fmt::join(names, ", "));
}

// Why these pairs cannot uphold anything, or refute it.
std::optional<ClaimResult> unsound(const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs)
        for (const OperationCost* each : {pair.before, pair.after})
            if (each->invalid)
                return ClaimResult{"", Verdict::invalid, named(*each) + ": " + *each->invalid, {}};
    for (const Pair& pair : pairs)
        if (!pair.after->key_sites || !pair.after->dear.key_sites)
            return ClaimResult{"",
                               Verdict::undecided,
                               "where " + pair.after->kernel +
                                   " asks its static key is not known: its System.map is not there",
                               {}};
    return std::nullopt;
}

// What it takes follows the other CPUs' timing, which one instruction may change.
bool waits_for_others(const std::string& operation) {
    return is_drain(operation) && operation != "drain-none-armed";
}

struct Question {
    const char* id;
    Judge judge;
    std::string upheld;
};

ClaimResult answer(const Question& question, const std::vector<Pair>& pairs, const Cost& cost) {
    if (std::optional<ClaimResult> claim = unsound(pairs)) {
        claim->id = question.id;
        return *claim;
    }
    ClaimResult claim{question.id, Verdict::upheld, question.upheld, {}};
    Excess worst;
    std::uint64_t too_much = 0;
    for (const Pair& pair : pairs) {
        claim.numbers[named(*pair.after)] = {
            static_cast<double>(more(pair.after->instructions, pair.before->instructions)), "instructions"};
        const Excess excess = question.judge(pair);
        too_much += excess.by > 0 ? 1 : 0;
        if (excess.by > worst.by)
            worst = excess;
    }
    claim.numbers["operations"] = {static_cast<double>(pairs.size()), "operations"};
    claim.numbers["too_much"] = {static_cast<double>(too_much), "operations"};
    if (too_much > 0) {
        claim.verdict = Verdict::refuted;
        claim.reason = fmt::format("{} of {} {} too much; {}", too_much, quantity(pairs.size(), "operation"),
                                   too_much == 1 ? "takes" : "take", worst.text);
    } else if (!cost.absent.empty()) {
        claim.verdict = Verdict::undecided;
        claim.reason = "not all could be counted: " + cost.absent.front().reason;
    }
    return claim;
}

std::vector<Pair> off_and_unpatched(const Cost& cost) {
    std::vector<Pair> pairs;
    for (const OperationCost& after : cost.operations)
        if (after.mode == off && after.kernel != cost.operations.front().kernel &&
            !waits_for_others(after.name))
            if (const OperationCost* before = find(cost, cost.operations.front().kernel, off, after.name))
                pairs.push_back({before, &after});
    return pairs;
}

std::vector<Pair> on_and_off(const Cost& cost) {
    std::vector<Pair> pairs;
    for (const OperationCost& after : cost.operations)
        if (after.mode == on)
            if (const OperationCost* before = find(cost, after.kernel, off, after.name))
                pairs.push_back({before, &after});
    return pairs;
}

// "+13 instructions" where they are most.
std::string dearest(const std::vector<Pair>& pairs) {
    const auto worst = std::max_element(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
        return more(a.after->instructions, a.before->instructions) <
               more(b.after->instructions, b.before->instructions);
    });
    return fmt::format("at most {:+} instructions ({})",
                       more(worst->after->instructions, worst->before->instructions), named(*worst->after));
}

} // namespace

bool is_cost_claim(const std::string& id) {
    return id == off_is_free || id == remote_cost || id == housekeeping_not_slower;
}

std::vector<ClaimResult> cost_claims(const Cost& cost) {
    std::vector<ClaimResult> claims;
    if (cost.operations.empty())
        return claims;
    if (const std::vector<Pair> pairs = off_and_unpatched(cost); !pairs.empty())
        claims.push_back(answer(
            {off_is_free, excess_when_off,
             fmt::format("one instruction a key site and nothing else in {}{}; {}",
                         quantity(pairs.size(), "operation"), judged_by_median_alone(pairs), dearest(pairs))},
            pairs, cost));
    const std::vector<Pair> both = on_and_off(cost);
    std::vector<Pair> pairs;
    std::copy_if(both.begin(), both.end(), std::back_inserter(pairs),
                 [](const Pair& pair) { return !is_drain(pair.after->name); });
    if (!pairs.empty())
        claims.push_back(answer({remote_cost, excess_when_on,
                                 fmt::format("one lock more a cache at most in {}; {}",
                                             quantity(pairs.size(), "operation"), dearest(pairs))},
                                pairs, cost));
    if (!both.empty())
        claims.push_back(answer({housekeeping_not_slower, excess_of_housekeeping,
                                 fmt::format("less than 5 % more instructions in {}; {}",
                                             quantity(both.size(), "operation"), dearest(both))},
                                both, cost));
    return claims;
}

} // namespace cloister

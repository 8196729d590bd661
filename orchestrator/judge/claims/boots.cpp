// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/claims/boots.hpp"

#include "orchestrator/base/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

struct Boot {
    Verdict verdict = Verdict::upheld;
    std::string reason;
};

Boot judge_boot(const TrialRecord& record) {
    const std::string& mode = record.spec.cell.mode;
    const std::string why = record.failure ? record.failure->what : "no reason was recorded";
    if (record.outcome == Outcome::kernel_failed)
        return {Verdict::refuted, fmt::format("{}: the kernel failed: {}", mode, why)};
    if (record.outcome != Outcome::complete || !record.guest)
        return {Verdict::invalid, fmt::format("{}: {}: {}", mode, name_of(record.outcome), why)};
    const std::string read_back = record.guest->drain_mode.value_or("nothing");
    if (read_back != record.spec.mode.read_back.expect)
        return {Verdict::refuted, fmt::format("{}: the kernel chose {}, not {}", mode, read_back,
                                              record.spec.mode.read_back.expect)};
    return {};
}

} // namespace

std::vector<TrialNeed> boot_needs(const std::vector<Mode>& modes, const std::vector<std::string>& boots) {
    std::vector<TrialNeed> needs;
    if (std::any_of(modes.begin(), modes.end(), needs_patches))
        for (const std::string& boot : boots)
            needs.push_back({boot, "none", "none"});
    return needs;
}

ClaimResult judge_boots(const Evidence& evidence, const std::vector<std::string>& boots) {
    ClaimResult result;
    result.verdict = Verdict::upheld;
    std::uint64_t seen = 0;
    for (const std::string& boot : boots) {
        const Trials trials = trials_where(evidence, [&](const TrialSpec& spec) {
            return spec.mode.name == boot && spec.subject == "none";
        });
        Boot worst = trials.empty() ? Boot{Verdict::undecided, boot + ": was not booted"} : Boot{};
        for (const JudgedTrial* trial : trials) {
            ++seen;
            if (Boot each = judge_boot(trial->record); each.verdict > worst.verdict)
                worst = std::move(each);
        }
        if (worst.verdict > result.verdict) {
            result.verdict = worst.verdict;
            result.reason = worst.reason;
        }
    }
    result.numbers = {{"boots", {static_cast<double>(seen), "boots"}}};
    if (result.verdict == Verdict::upheld)
        result.reason = quantity(seen, "boot") + ", each as expected";
    return result;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What never ran was never tested, whatever else was upheld. Asked of every line of code that the series adds
// or changes, those of error paths, CPU hotplug and memory that goes offline included; none is left out for
// being hard to reach.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/coverage_needs.hpp"
#include "orchestrator/judge/covered_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr double least_share = 0.95;

// A long list of lines is cut where a file's ends.
constexpr std::size_t longest_list = 300;

std::string listed(const LineCounts& counts) {
    std::string all = never_run(counts);
    if (all.size() <= longest_list)
        return all;
    return all.substr(0, all.rfind(", ", longest_list)) + ", … (cloister coverage tells all)";
}

void conclude(const CoveredLines& covered, const CoverageSum& sum, ClaimResult& result) {
    const double share = static_cast<double>(sum.run) / static_cast<double>(sum.lines);
    const std::string seen =
        fmt::format("{} of {} ran in {}: {:.1f} %", grouped(sum.run), quantity(sum.lines, "touched line"),
                    quantity(covered.guests, "guest"), 100 * share);
    result.reason = seen;
    if (sum.run < sum.lines)
        result.reason += "; never " + listed(covered.counts);
    result.verdict = share >= least_share ? Verdict::upheld : Verdict::refuted;
    // More guests run more lines, never fewer.
    if (result.verdict == Verdict::refuted && !covered.silent.empty()) {
        const SilentGuest& silent = covered.silent.front();
        result.verdict = Verdict::undecided;
        result.reason =
            fmt::format("{}, and {} told nothing: {}: {}", seen, quantity(covered.silent.size(), "guest"),
                        silent.trial->record.spec.cell.workload, silent.reason);
    }
}

ClaimResult judge(const Evidence& evidence) {
    const CoveredLines covered = covered_lines(evidence, "remote");
    const CoverageSum sum = sum_of(covered.counts);
    ClaimResult result;
    result.numbers = {{"guests", {static_cast<double>(covered.guests), "guests"}},
                      {"lines", {static_cast<double>(sum.lines), "lines"}},
                      {"run", {static_cast<double>(sum.run), "lines"}},
                      {"branches", {static_cast<double>(sum.branches), "branches"}},
                      {"taken", {static_cast<double>(sum.taken), "branches"}}};
    const auto failed =
        std::find_if(covered.silent.begin(), covered.silent.end(), [](const SilentGuest& silent) {
            return silent.trial->record.outcome == Outcome::kernel_failed;
        });
    if (failed != covered.silent.end()) {
        result.verdict = Verdict::refuted;
        result.reason = failed->trial->record.spec.cell.workload + ": the kernel failed: " + failed->reason;
    } else if (sum.lines == 0) {
        result.reason = covered.silent.empty()
                            ? "no guest drained remotely"
                            : "no guest told what ran in it: " + covered.silent.front().reason;
    } else {
        conclude(covered, sum, result);
    }
    return result;
}

} // namespace

Claim spinlock_paths_covered() {
    Claim claim{"spinlock-paths-covered",
                "95 % of the lines of code that the series adds or changes ran in guests that drain remotely",
                [](const Scenario&, const std::vector<Mode>& modes) { return coverage_needs(modes); }, judge};
    claim.by_name_alone = true;
    return claim;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/benchmark/drawn_history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

KeptTrial drawn(std::uint64_t night, std::uint64_t which, std::uint64_t repetition, std::mt19937_64& random) {
    KeptTrial trial;
    trial.identity = fmt::format("sha256:{:064x}", random());
    trial.started =
        fmt::format("{:04}-{:02}-{:02}T03:00:00Z", 2000 + night / 336, 1 + night / 28 % 12, 1 + night % 28);
    trial.cell = {"6.12", fmt::format("mode-{}", which), "spin-refill+drop_caches"};
    trial.conditions = {{"machine", "QEMU 7.2.22"}, {"accelerator", "tcg"}, {"host kernel", "6.1.0-44"}};
    trial.machine = "QEMU 7.2.22 · tcg";
    trial.kernel_digest = fmt::format("sha256:{:064x}", night);
    trial.kernel_source = "linux 6.12";
    trial.cloister = fmt::format("{:040x}", night / 7);
    if (repetition == 0 && night % 50 == 0) {
        trial.not_counted = "timed_out";
        return trial;
    }
    // Once in all those years it became twice as much.
    std::poisson_distribution<std::uint64_t> others(night < 700 ? 6 : 12);
    const std::uint64_t number = others(random);
    const std::vector<std::pair<std::string, double>> over{{"CPU second", 20 + number % 3},
                                                           {"drain call", 500}};
    trial.counts = {
        {"kernels that failed", ComparedBy::zero, "kernels", 0, {{"trial", 1}}},
        {"work items, IPIs and switches by drains", ComparedBy::zero, "arrivals", 0, {{"drain call", 500}}},
        {"other interruptions", ComparedBy::rate, "interruptions", number, over},
    };
    if (number > 4)
        trial.counts.push_back(
            {"interruptions: vmstat_update", ComparedBy::rate, "interruptions", number - 4, over, true});
    if (number > 0)
        trial.counts.push_back({"interruptions: do_sync_core", ComparedBy::rate, "interruptions",
                                std::min<std::uint64_t>(number, 4), over, true});
    return trial;
}

// As many as a night of `smallest` has, with numbers as theirs.
std::vector<ClaimResult> drawn_claims(std::uint64_t night) {
    std::vector<ClaimResult> claims;
    for (const char* id : {"local-drains-interrupt", "remote-drains-are-silent", "drains-complete",
                           "contention-is-counted", "quiet-baseline", "nothing-unexplained"}) {
        const auto number = static_cast<double>(night % 7);
        ClaimResult& claim = claims.emplace_back();
        claim.id = id;
        claim.verdict = night % 90 == 89 ? Verdict::refuted : Verdict::upheld;
        claim.reason =
            fmt::format("{} arrivals on isolated CPUs in 500 armed drains, each with its cause", number);
        for (const char* name : {"armed", "arrivals", "gaps_unexplained", "without_cause"})
            claim.numbers[name] = {number, "arrivals"};
    }
    return claims;
}

} // namespace

void add_night(HistoryFile& history, std::uint64_t night, std::mt19937_64& random) {
    KeptRun run;
    run.directory = fmt::format("runs/{}", night);
    for (std::uint64_t which = 0; which < drawn_cells; ++which)
        for (std::uint64_t repetition = 0; repetition < drawn_repetitions; ++repetition)
            run.trials.push_back(drawn(night, which, repetition, random));
    run.claims = drawn_claims(night);
    run.verdict = run.claims.front().verdict;
    add_run(history, run);
}

} // namespace cloister

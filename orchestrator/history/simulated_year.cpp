// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/simulated_year.hpp"

#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/history/add_run.hpp"
#include "orchestrator/history/read_tracks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

constexpr double cpu_seconds = 20; // of an idle host
constexpr double drain_calls = 500;

std::uint64_t poisson(double mean, Random& random) {
    return mean > 0 ? std::poisson_distribution<std::uint64_t>(mean)(random) : 0;
}

bool happens(double chance, Random& random) {
    return std::bernoulli_distribution(chance)(random);
}

// How much longer a busy host makes a window that ends with its drains: a little every night, and now and
// then by far.
double stretched(Random& random) {
    constexpr double usual = 0.1;
    const double noise = std::lognormal_distribution<double>(0, usual)(random);
    return happens(0.04, random) ? noise * std::uniform_real_distribution<double>(2, 10)(random) : noise;
}

double spread_of(Nature nature) {
    return nature == Nature::restless ? 0.1 : nature == Nature::very_restless ? 0.3 : 0;
}

double mean_of(const SimulatedCell& cell, std::size_t night) {
    return night >= cell.changes_at && night < cell.mended_at ? cell.after : cell.before;
}

// Of that night, in a window of the usual length.
double level_of(const SimulatedCell& cell, std::size_t night, Random& random) {
    double mean = mean_of(cell, night);
    if (cell.nature == Nature::with_bursts && happens(0.01, random))
        mean *= 3;
    const double spread = spread_of(cell.nature);
    if (spread <= 0 || mean <= 0)
        return mean;
    const double shape = 1 / (spread * spread);
    return std::gamma_distribution<double>(shape, mean / shape)(random);
}

std::vector<KeptCount> costs(double instructions) {
    const auto number = static_cast<std::uint64_t>(instructions);
    return {{"instructions", ComparedBy::exactly, "instructions", number},
            {"locked instructions", ComparedBy::exactly, "instructions", 10},
            {"cache lines", ComparedBy::exactly, "cache lines", 166}};
}

// As the counts of a drained cell are kept: all others, and each cause that there was.
std::vector<KeptCount> interruptions(const SimulatedCell& cell, std::size_t night, Random& random) {
    const double longer = stretched(random);
    const double level = level_of(cell, night, random) * (cell.nature == Nature::by_calls ? 1 : longer);
    const bool is_none = cell.nature == Nature::claimed_none;
    const std::uint64_t number = poisson(is_none ? 2 * longer : level, random);
    const std::uint64_t flushes = std::binomial_distribution<std::uint64_t>(number, 0.7)(random);
    const std::vector<std::pair<std::string, double>> over{{"CPU second", cpu_seconds * longer},
                                                           {"drain call", drain_calls}};
    const auto caused = is_none ? poisson(level, random) : 0;
    std::vector<KeptCount> counts{
        {"kernels that failed", ComparedBy::zero, "kernels", 0, {{"trial", 1}}},
        {"work items, IPIs and switches by drains", ComparedBy::zero, "arrivals", caused, {over[1]}},
        {"other interruptions", ComparedBy::rate, "interruptions", number, over}};
    if (flushes > 0)
        counts.push_back(
            {"interruptions: vmstat_update", ComparedBy::rate, "interruptions", flushes, over, true});
    if (number > flushes)
        counts.push_back(
            {"interruptions: do_sync_core", ComparedBy::rate, "interruptions", number - flushes, over, true});
    return counts;
}

KeptTrial trial(const SimulatedCell& cell, std::size_t place, std::size_t night, Random& random) {
    KeptTrial trial;
    trial.identity = fmt::format("night {} cell {}", night, place);
    trial.started = fmt::format("2026-{:02}-{:02}T03:{:02}:00Z", 1 + night / 31, 1 + night % 31, place % 60);
    trial.cell = {"6.12", "remote", std::to_string(place)};
    trial.conditions = {{"machine", "QEMU 7.2.22"}, {"accelerator", "tcg"}};
    trial.machine = "QEMU 7.2.22 · tcg";
    trial.kernel_digest = fmt::format("sha256:{:064x}", night);
    trial.kernel_source = "linux 6.12";
    trial.cloister = "simulated";
    constexpr double lost = 0.01;
    if (happens(lost, random))
        trial.not_counted = "timed_out";
    else
        trial.counts =
            cell.nature == Nature::cost ? costs(mean_of(cell, night)) : interruptions(cell, night, random);
    return trial;
}

KeptRun run_of(const std::vector<SimulatedCell>& cells, std::size_t night, Random& random) {
    KeptRun run;
    run.directory = fmt::format("runs/{}", night);
    for (std::size_t place = 0; place < cells.size(); ++place)
        run.trials.push_back(trial(cells[place], place, night, random));
    return run;
}

} // namespace

std::vector<TrackRows> simulated_year(const std::vector<SimulatedCell>& cells, Random& random) {
    const TemporaryDirectory directory;
    HistoryFile history = HistoryFile::to_write(directory.path() / "history.db");
    for (std::size_t night = 0; night < year; ++night)
        add_run(history, run_of(cells, night, random));
    return read_tracks(history, {});
}

} // namespace cloister

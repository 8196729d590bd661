// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/benchmark/overhead.hpp"

#include "orchestrator/base/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cloister {
namespace {

using Time = std::chrono::nanoseconds;

constexpr std::array<std::pair<const char*, Time TrialTimes::*>, 10> steps{{
    {"bare boot", &TrialTimes::bare_boot},
    {"boot to hello", &TrialTimes::boot},
    {"verify", &TrialTimes::verify}, // and the other CPUs
    {"arming", &TrialTimes::arming},
    {"quiet edge", &TrialTimes::edges},
    {"window", &TrialTimes::window},
    {"harvest", &TrialTimes::harvest},
    {"trace.dat", &TrialTimes::trace},
    {"farewell", &TrialTimes::farewell},
    {"store", &TrialTimes::store},
}};

template <class Value>
Value median(std::vector<Value> values) {
    std::sort(values.begin(), values.end());
    return values[(values.size() - 1) / 2];
}

// value(run), as it is in the middle one.
template <class Value>
auto median_of(const std::vector<RunTimes>& runs, Value value) {
    std::vector<decltype(value(runs.front()))> values;
    for (const RunTimes& run : runs)
        values.push_back(value(run));
    return median(std::move(values));
}

Time sum(const RunTimes& run, Time TrialTimes::*step) {
    Time total{0};
    for (const TrialTimes& trial : run.trials)
        total += trial.*step;
    return total;
}

// All that has a line of its own; what is missing of the wall is "rest".
Time told(const RunTimes& run) {
    Time total = run.prepare + run.judge;
    for (const auto& [name, step] : steps)
        if (step != &TrialTimes::bare_boot)
            total += sum(run, step);
    return total;
}

std::string milliseconds(Time time) {
    const auto count = std::chrono::round<std::chrono::milliseconds>(time).count();
    const std::string sign = count < 0 ? "-" : "";
    return sign + grouped(static_cast<std::uint64_t>(count < 0 ? -count : count));
}

double seconds(Time time) {
    return std::chrono::duration<double>(time).count();
}

// In the order of the plan.
std::vector<std::string> kinds_of(const RunTimes& run) {
    std::vector<std::string> kinds;
    for (const TrialTimes& trial : run.trials)
        if (std::find(kinds.begin(), kinds.end(), trial.kind) == kinds.end())
            kinds.push_back(trial.kind);
    return kinds;
}

Time mean_of_kind(const RunTimes& run, const std::string& kind, Time TrialTimes::*step) {
    Time total{0};
    Time::rep trials = 0;
    for (const TrialTimes& trial : run.trials)
        if (trial.kind == kind) {
            total += trial.*step;
            ++trials;
        }
    return total / trials;
}

std::string head(const RunTimes& run, std::size_t runs) {
    std::string kinds = fmt::format("{:<18}", "ms a trial");
    std::string numbers = fmt::format("{:<18}", fmt::format("medians of {}", runs));
    for (const std::string& kind : kinds_of(run)) {
        kinds += fmt::format("{:>10}", kind);
        const auto trials = std::count_if(run.trials.begin(), run.trials.end(),
                                          [&](const TrialTimes& trial) { return trial.kind == kind; });
        numbers += fmt::format("{:>10}", fmt::format("x{}", trials));
    }
    return kinds + fmt::format("{:>12}\n", "all") + numbers + "\n";
}

std::string step_line(const std::vector<RunTimes>& runs, const char* name, Time TrialTimes::*step) {
    std::string line = fmt::format("{:<18}", name);
    for (const std::string& kind : kinds_of(runs.front()))
        line += fmt::format("{:>10}", milliseconds(median_of(runs, [&](const RunTimes& run) {
                                return mean_of_kind(run, kind, step);
                            })));
    return line +
           fmt::format("{:>12}\n",
                       milliseconds(median_of(runs, [&](const RunTimes& run) { return sum(run, step); })));
}

std::string run_line(const std::vector<RunTimes>& runs, const char* name, Time (*value)(const RunTimes&)) {
    const std::size_t width = 10 * kinds_of(runs.front()).size() + 12;
    return fmt::format("{:<18}{:>{}}\n", name, milliseconds(median_of(runs, value)), width);
}

} // namespace

double overhead(const RunTimes& run) {
    const Time bare = sum(run, &TrialTimes::bare_boot);
    return seconds(run.wall - sum(run, &TrialTimes::window) - bare) / seconds(bare);
}

double overhead_of_windows(const RunTimes& run) {
    Time bare{0};
    Time more{0};
    for (const TrialTimes& trial : run.trials) {
        if (trial.kind == "boot")
            continue;
        bare += trial.bare_boot;
        for (const auto& [name, step] : steps)
            if (step != &TrialTimes::bare_boot && step != &TrialTimes::window)
                more += trial.*step;
    }
    return seconds(more - bare) / seconds(bare);
}

double median_overhead(const std::vector<RunTimes>& runs) {
    return median_of(runs, overhead);
}

std::string overhead_text(const std::vector<RunTimes>& runs, double bound) {
    std::string text = head(runs.front(), runs.size());
    for (const auto& [name, step] : steps)
        text += step_line(runs, name, step);
    text += run_line(runs, "prepare", [](const RunTimes& run) { return run.prepare; });
    text += run_line(runs, "judge", [](const RunTimes& run) { return run.judge; });
    text += run_line(runs, "rest", [](const RunTimes& run) { return run.wall - told(run); });
    text += run_line(runs, "wall", [](const RunTimes& run) { return run.wall; });
    text += "\nwall: the whole run, bare boots left out. window: window_closed - window_opened\n"
            "of each record. A bare boot: the same QEMU, kernel and initramfs, all CPUs up and\n"
            "no trace instance, powered off at once, just before each trial.\n\n";
    for (const RunTimes& run : runs)
        text += fmt::format("({:.2f} s wall - {:.2f} s windows - {:.2f} s bare boots) / {:.2f} s = {:.2f}\n",
                            seconds(run.wall), seconds(sum(run, &TrialTimes::window)),
                            seconds(sum(run, &TrialTimes::bare_boot)),
                            seconds(sum(run, &TrialTimes::bare_boot)), overhead(run));
    const double median = median_overhead(runs);
    text += fmt::format("trials with a window alone: {:.2f}\n", median_of(runs, overhead_of_windows));
    return text + fmt::format("overhead {:.2f}, median of {}; {} {:.2f}\n", median, runs.size(),
                              median <= bound ? "at most" : "ABOVE", bound);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/explain/gaps_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

using std::chrono::nanoseconds;
using Trials = std::vector<const TrialInterruptions*>;

constexpr std::size_t words_at = 43; // as in the lines of causes
constexpr std::size_t most_examples = 3;

GapSums sums_of(const Trials& trials) {
    GapSums all;
    for (const TrialInterruptions* trial : trials)
        for (const auto& [cpu, sums] : trial->gaps)
            for (const auto& [maker, sum] : sums) {
                GapSum& total = all[maker];
                total.number += sum.number;
                total.together += sum.together;
                total.longest = std::max(total.longest, sum.longest);
            }
    return all;
}

bool all_watched(const Trials& trials) {
    return std::all_of(trials.begin(), trials.end(), [](const TrialInterruptions* trial) {
        return trial->host_watch && trial->host_watch->by == WatchedBy::perf &&
               trial->host_watch->lost.empty();
    });
}

std::string maker_words(GapMaker maker, bool watched, bool emulated) {
    switch (maker) {
    case GapMaker::interruption:
        return "an interruption of the guest";
    case GapMaker::host_preempted:
        return "the host: another task had the CPU";
    case GapMaker::host_waiting:
        return "the host: the vCPU's thread slept";
    case GapMaker::unexplained:
        break;
    }
    if (!watched)
        return emulated ? "the emulator, or the host unseen" : "the host unseen, or unexplained";
    return emulated ? "neither, so the emulator" : "unexplained";
}

std::string host_lines(const Trials& trials) {
    std::string text;
    AbsenceSums all;
    nanoseconds error{0};
    for (const TrialInterruptions* trial : trials) {
        for (const auto& [cpu, sums] : trial->absences) {
            all.number += sums.number;
            all.in_gaps += sums.in_gaps;
            all.too_short += sums.too_short;
            all.unnoticed += sums.unnoticed;
        }
        if (!trial->host_watch)
            continue;
        error = std::max(error, trial->host_watch->clock_error.value_or(nanoseconds(0)));
        if (trial->host_watch->why_not_perf && text.empty())
            text = "  " +
                   wrapped("the host's switches were not seen: " + *trial->host_watch->why_not_perf, 2) +
                   "\n";
        std::uint64_t lost = 0;
        for (const auto& [cpu, number] : trial->host_watch->lost)
            lost += number;
        if (lost > 0)
            text += fmt::format("  {} of the host's switches were lost in #{}\n", grouped(lost),
                                trial->repetition);
    }
    if (error.count() > 0)
        text +=
            "  " +
            wrapped(fmt::format("the host took the threads off {}: {} in gaps, {} shorter than one, {} not "
                                "noticed; clocks within {}",
                                quantity(all.number, "time"), grouped(all.in_gaps), grouped(all.too_short),
                                grouped(all.unnoticed), length_text(error)),
                    2) +
            "\n";
    return text;
}

// The longest of those that nobody is known to have made.
std::string example_lines(const Trials& trials) {
    std::vector<std::pair<UnexplainedGap, const TrialInterruptions*>> all;
    for (const TrialInterruptions* trial : trials)
        for (const UnexplainedGap& gap : trial->unexplained_gaps)
            all.emplace_back(gap, trial);
    const std::size_t number = std::min(all.size(), most_examples);
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(number), all.end(),
                      [](const auto& a, const auto& b) { return a.first.length > b.first.length; });
    all.resize(number);
    std::string text;
    for (const auto& [gap, trial] : all)
        text += fmt::format("  {} CPU {}, {:.6f} s into the window of #{}, {}\n",
                            text.empty() ? "of these:" : "         ", gap.cpu.number,
                            std::chrono::duration<double>(gap.at - trial->window_opened).count(),
                            trial->repetition, length_text(gap.length));
    return text;
}

std::string unnoticed_line(const Trials& trials) {
    std::string numbers;
    std::uint64_t all = 0;
    for (const TrialInterruptions* trial : trials)
        for (const Interruption& each : trial->interruptions)
            if (each.noticed == Noticed::unnoticed && ++all <= most_examples)
                numbers += (numbers.empty() ? "#" : ", #") + std::to_string(each.number);
    if (all == 0)
        return "";
    if (all > most_examples)
        numbers += " and " + grouped(all - most_examples) + " more";
    return "  " + wrapped("without a gap, and long enough for one: " + numbers, 2) + "\n";
}

} // namespace

std::string gaps_text(const Trials& trials, bool emulated) {
    const GapSums sums = sums_of(trials);
    if (sums.empty())
        return unnoticed_line(trials);
    std::string text = right("gaps", 8) + right("together", 12) + right("longest", 10) +
                       std::string(words_at - 30, ' ') + "made by\n";
    const bool watched = all_watched(trials);
    for (const auto& [maker, sum] : sums)
        text += right(grouped(sum.number), 8) + right(length_text(sum.together), 12) +
                right(length_text(sum.longest), 10) + std::string(words_at - 30, ' ') +
                maker_words(maker, watched, emulated) + "\n";
    return text + example_lines(trials) + host_lines(trials) + unnoticed_line(trials);
}

} // namespace cloister

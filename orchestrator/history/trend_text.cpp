// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/trend_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

constexpr std::size_t most_changes = 3;
constexpr std::size_t most_reasons = 3;
constexpr std::size_t text_column = 12;

// "1,823", "0.25", "12.4".
std::string number(double value) {
    if (value == std::floor(value) && value < 1e15)
        return grouped(static_cast<std::uint64_t>(value));
    return value < 10     ? fmt::format("{:.2g}", value)
           : value < 1000 ? fmt::format("{:.1f}", value)
                          : grouped(static_cast<std::uint64_t>(std::llround(value)));
}

std::string short_digest(const std::string& digest) {
    constexpr std::size_t enough = 19; // sha256: and 12 of its digits
    return digest.empty() ? "unknown" : digest.substr(0, enough);
}

// With their sources where these differ.
std::string kernels_text(const std::vector<TrendKernel>& kernels) {
    if (kernels.size() == 1 && kernels.front().digest.empty())
        return "the kernel is not known";
    if (kernels.size() == 1)
        return "the kernel is the same, " + short_digest(kernels.front().digest);
    const bool one_source = std::all_of(kernels.begin(), kernels.end(), [&](const TrendKernel& kernel) {
        return kernel.source == kernels.front().source;
    });
    std::string words;
    for (const TrendKernel& kernel : kernels)
        words += (words.empty() ? "kernels " : " → ") + short_digest(kernel.digest) +
                 (one_source ? "" : " (" + kernel.source + ")");
    return words;
}

std::string cloisters_text(const std::vector<std::string>& cloisters) {
    if (cloisters.size() == 1)
        return "";
    constexpr std::size_t enough = 12;
    std::string words;
    for (const std::string& each : cloisters)
        words += (words.empty() ? "; Cloister " : " → ") +
                 (each.starts_with("sha256:") ? short_digest(each) : each.substr(0, enough));
    return words;
}

} // namespace

// "12 in 400 CPU seconds", of a cost "2,788".
std::string level_text(const Level& level, const TrendQuantity& quantity) {
    if (quantity.over.empty())
        return number(level.number);
    return fmt::format("{} in {}", number(level.number),
                       cloister::quantity(static_cast<std::uint64_t>(std::llround(level.over.front())),
                                          quantity.over.front()));
}

// "0.42 → 3.1 a CPU second (168 in 400 CPU seconds → 620 in 200 CPU seconds)".
std::string levels_text(const TrendChange& change, const TrendQuantity& quantity) {
    std::string both = level_text(change.before, quantity) + " → " + level_text(change.after, quantity);
    if (quantity.by != ComparedBy::rate)
        return both;
    const auto rate = [](const Level& level) { return number(level.number / level.over.front()); };
    return fmt::format("{} → {} a {} ({})", rate(change.before), rate(change.after), quantity.over.front(),
                       both);
}

std::string between_text(const TrendChange& change) {
    return kernels_text(change.kernels) + cloisters_text(change.cloisters);
}

namespace {

std::string day(const RunMark& run) {
    constexpr std::size_t date = 10;
    return run.started.substr(0, date);
}

std::string line(const std::string& word, const std::string& text) {
    return fmt::format("  {:<{}}{}\n", word, text_column - 2, wrapped(text, text_column));
}

std::string change_text(const TrendChange& change, const TrendQuantity& quantity) {
    std::string text = quantity.name + ": " + levels_text(change, quantity);
    if (change.probability)
        text += fmt::format("; p {:.2g}", *change.probability);
    return line(name_of(change.change), text) +
           line("",
                fmt::format("from run {} on ({}), last before: {} ({})", change.first_after.number,
                            change.first_after.started, change.last_before.number, day(change.last_before))) +
           line("", between_text(change));
}

std::string changes_text(const TrendQuantity& quantity) {
    std::string text;
    const std::size_t all = quantity.changes.size();
    const std::size_t left_out = all > most_changes ? all - most_changes : 0;
    for (std::size_t i = left_out; i < all; ++i)
        text += change_text(quantity.changes[i], quantity);
    if (left_out > 0)
        text += line("", quantity.name + ": " + cloister::quantity(left_out, "earlier change") + ": --json");
    return text;
}

std::string cell_name(const Cell& cell) {
    return cell.kernel + " " + cell.mode + " " + cell.workload;
}

std::string extent(const Track& track) {
    if (track.runs == 0)
        return "no run counted anything";
    return fmt::format("{}, {}, {} to {}", quantity(track.runs, "run"), quantity(track.trials, "trial"),
                       day(*track.first), day(*track.last));
}

std::string not_counted_text(const Track& track) {
    std::string text;
    for (std::size_t i = 0; i < std::min(most_reasons, track.not_counted.size()); ++i) {
        const NotCounted& each = track.not_counted[i];
        text += line("left out", fmt::format("{}, the last in run {}: {}", quantity(each.trials, "trial"),
                                             each.last.number, each.reason));
    }
    if (track.not_counted.size() > most_reasons)
        text += line("left out", fmt::format("for {} more: --json",
                                             quantity(track.not_counted.size() - most_reasons, "reason")));
    return text;
}

bool has_changed(const TrendQuantity& quantity) {
    return !quantity.changes.empty();
}

// Of a track whose numbers are all the same, which a line can tell.
std::string quiet_text(const Track& track) {
    return track.runs < 2 ? "from two runs on there is something to tell"
                          : "nothing changed in " + quantity(track.quantities.size(), "number");
}

std::string same_text(const Track& track) {
    const auto changed = static_cast<std::size_t>(
        std::count_if(track.quantities.begin(), track.quantities.end(), has_changed));
    const std::size_t same = track.quantities.size() - changed;
    return same == 0 ? "" : line("same", quantity(same, "other number"));
}

// machine: what is told already.
std::string track_text(const Track& track, const std::string& machine) {
    const bool changed = std::any_of(track.quantities.begin(), track.quantities.end(), has_changed);
    std::string text = track.machine == machine ? "" : wrapped(track.machine, 0) + "\n\n";
    text += wrapped(cell_name(track.cell), 0, 2) + "\n";
    text += "  " + wrapped(extent(track) + (changed ? "" : "; " + quiet_text(track)), 2) + "\n";
    for (const std::string& difference : track.differs)
        text += line("differs", difference);
    for (const TrendQuantity& quantity : track.quantities)
        text += changes_text(quantity);
    return text + (changed ? same_text(track) : "") + not_counted_text(track) + "\n";
}

std::string verdict_line(ComparisonVerdict verdict) {
    switch (verdict) {
    case ComparisonVerdict::worse:
        return "worse: something is, and has not been mended";
    case ComparisonVerdict::not_worse:
        return "not worse";
    case ComparisonVerdict::undecided:
    case ComparisonVerdict::invalid:
        return "undecided: no cell has two runs";
    }
    return "";
}

} // namespace

std::string trend_text(const Trend& trend) {
    std::string text;
    if (trend.not_measured)
        text += wrapped(*trend.not_measured, 0) + "\n\n";
    std::string machine;
    for (const Track& track : trend.tracks) {
        text += track_text(track, machine);
        machine = track.machine;
    }
    return text +
           fmt::format("{}: at most {:.2g} % for one false alarm among all; rates count from {:.3g} % on\n",
                       quantity(trend.tests, "test"), 100 * trend.false_alarms, 100 * trend.least_effect) +
           verdict_line(trend.verdict) + "\n";
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/conclude_night.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/fleet/due.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t most_told = 20; // cells, one by one

std::string_view spoken(NightState state) {
    switch (state) {
    case NightState::measured:
        return "measured";
    case NightState::as_it_was:
        return "as before";
    case NightState::build_failed:
        return "not built";
    case NightState::failed:
        return "failed";
    case NightState::not_done:
        return "not done";
    }
    return "";
}

std::string_view spoken(Due due) {
    switch (due) {
    case Due::never_measured:
        return "never measured";
    case Due::kernel:
        return "its kernel changed";
    case Due::plan:
        return "its plan changed";
    case Due::cloister:
        return "Cloister changed";
    case Due::machine:
        return "the machine changed";
    case Due::proved_nothing:
        return "the last one proved nothing";
    case Due::asked_for:
        return "--all";
    }
    return "";
}

template <class Is>
std::uint64_t count(const Nightly& night, Is is) {
    return static_cast<std::uint64_t>(std::count_if(night.cells.begin(), night.cells.end(), is));
}

std::string numbers(const Nightly& night) {
    std::string text = quantity(night.cells.size(), "cell");
    std::string separator = ": ";
    for (const NightState state : {NightState::measured, NightState::as_it_was, NightState::build_failed,
                                   NightState::failed, NightState::not_done})
        if (const std::uint64_t number = number_of(night, state)) {
            text += separator + grouped(number) + " " + std::string(spoken(state));
            separator = ", ";
        }
    separator = "; ";
    for (const auto& [verdict, name] : EnumNames<Verdict>::table)
        if (const std::uint64_t number = count(night, [verdict = verdict](const NightCell& cell) {
                return cell.night && cell.verdict == verdict;
            })) {
            text += separator + grouped(number) + " " + std::string(name);
            separator = ", ";
        }
    return text;
}

// The worst first, and what is new before what was known.
std::vector<const NightCell*> not_upheld(const Nightly& night) {
    std::vector<const NightCell*> cells;
    for (const NightCell& cell : night.cells)
        if (cell.night && cell.verdict != Verdict::upheld)
            cells.push_back(&cell);
    std::stable_sort(cells.begin(), cells.end(), [](const NightCell* one, const NightCell* other) {
        const bool one_is_old = one->state == NightState::as_it_was;
        const bool other_is_old = other->state == NightState::as_it_was;
        return one->verdict != other->verdict ? one->verdict > other->verdict : one_is_old < other_is_old;
    });
    return cells;
}

std::string told(const NightCell& cell, Colour colour) {
    const std::string head = cell.name + (cell.state == NightState::as_it_was ? " (as before)" : "");
    std::string text = verdict_word(cell.verdict, colour) + wrapped(head, 11) + "\n";
    if (!cell.reason.empty())
        text += std::string(11, ' ') + wrapped(cell.reason, 11) + "\n";
    return text;
}

std::string verdict_sentence(const Nightly& night, Colour colour) {
    return verdict_word(night.verdict, colour) + "is the worst of these verdicts\n";
}

} // namespace

std::uint64_t number_of(const Nightly& night, NightState state) {
    return count(night, [state](const NightCell& cell) { return cell.state == state; });
}

void conclude(Nightly& night) {
    night.verdict = Verdict::upheld;
    for (const NightCell& cell : night.cells)
        night.verdict = std::max(
            night.verdict, is_through(cell) ? cell.verdict : std::max(cell.verdict, Verdict::undecided));
}

std::string night_text(const Nightly& night, const std::string& directory, Colour colour) {
    std::string text = wrapped(fmt::format("night of {}", night.plan), 0) + "\n";
    if (!night.machine.empty())
        text += wrapped(night.machine, 0) + "\n";
    if (night.not_measured)
        text += wrapped(*night.not_measured, 0) + "\n";
    text += wrapped(numbers(night), 0) + "\n\n";
    const std::vector<const NightCell*> cells = not_upheld(night);
    for (std::size_t i = 0; i < std::min(cells.size(), most_told); ++i)
        text += told(*cells[i], colour);
    if (cells.size() > most_told)
        text += fmt::format("           and {} more: nightly.json\n", grouped(cells.size() - most_told));
    text += (cells.empty() ? "" : "\n") + verdict_sentence(night, colour);
    for (const std::string& note : night.notes)
        text += "note   " + wrapped(note, 7) + "\n";
    if (!night.removed.empty())
        text += fmt::format("gone   {}, by the plan's keep_nights and keep_bytes\n",
                            quantity(night.removed.size(), "directory", "directories"));
    return text + "record " + directory + "\n";
}

std::string due_text(const Nightly& night) {
    std::string text;
    for (const NightCell& cell : night.cells)
        if (cell.due)
            text += fmt::format("{}: {}\n", cell.name, spoken(*cell.due));
    const std::uint64_t due = count(night, [](const NightCell& cell) { return cell.due.has_value(); });
    return text +
           fmt::format("{} of {} to be measured\n", grouped(due), quantity(night.cells.size(), "cell"));
}

std::string reason_of(const Report& report) {
    if (report.verdict == Verdict::upheld)
        return "";
    for (const ClaimResult& claim : report.claims)
        if (claim.verdict == report.verdict)
            return claim.id + ": " + claim.reason;
    return "";
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Years of nights in which it is known what changed: does `cloister trend` find all of it, on the right
// night, and how often does it tell of what is not there? The figures are printed; the seeds are fixed.
// CLOISTER_YEARS=N takes N times as many, which `meson test --benchmark change-points` does.
#include "orchestrator/history/simulated_year.hpp"
#include "orchestrator/history/trend.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>

namespace cloister {
namespace {

std::size_t years() {
    const char* wanted = std::getenv("CLOISTER_YEARS");
    return wanted == nullptr ? 1 : std::strtoul(wanted, nullptr, 10);
}

const char* name_of(Nature nature) {
    switch (nature) {
    case Nature::cost:
        return "instructions";
    case Nature::claimed_none:
        return "claimed to be none";
    case Nature::by_chance:
        return "by the CPU second";
    case Nature::by_calls:
        return "by the drain call";
    case Nature::restless:
        return "nights differ by 10 %";
    case Nature::very_restless:
        return "nights differ by 30 %";
    case Nature::with_bursts:
        return "with bursts";
    }
    return "";
}

// Sizes as changes of a kernel have them: single instructions, from a call that moved to another path; what
// was silent and is not; and of what comes by itself as little as half as much again where nights count
// hundreds, and some times as much where they count few. One is for the better, one was mended after a week.
const std::vector<SimulatedCell> planted{
    {Nature::cost, 2788, 2789},        {Nature::cost, 7417, 7415},     {Nature::cost, 148794, 148800},
    {Nature::cost, 1566, 1570},        {Nature::claimed_none, 0, 0.5}, {Nature::claimed_none, 0, 1},
    {Nature::claimed_none, 0, 20},     {Nature::by_chance, 0.05, 2},   {Nature::by_chance, 0.3, 3},
    {Nature::by_chance, 2, 6},         {Nature::by_chance, 6, 15},     {Nature::by_chance, 30, 50},
    {Nature::by_chance, 30, 12},       {Nature::by_chance, 200, 300},  {Nature::by_calls, 6, 15},
    {Nature::by_calls, 200, 300},      {Nature::restless, 200, 300},   {Nature::very_restless, 30, 90},
    {Nature::very_restless, 200, 500}, {Nature::by_chance, 30, 90},
};
constexpr std::size_t mended = 19;

const std::vector<Nature> natures{Nature::by_chance, Nature::by_calls, Nature::restless,
                                  Nature::very_restless};
const std::vector<double> means{0.05, 0.3, 2, 6, 30, 200};

// How far from its night a change may be placed. Where all is exact, not at all. Else as many nights as it
// takes until one level can be told from the other with 99 % (Chernoff's bound, of Poisson counts whose
// variance is as many times larger as nights differ besides).
std::size_t tolerance(const SimulatedCell& cell) {
    if (cell.nature == Nature::cost)
        return 0;
    const double spread = cell.nature == Nature::restless        ? 0.1
                          : cell.nature == Nature::very_restless ? 0.3
                                                                 : 0;
    const double mean = (cell.before + cell.after) / 2;
    const double apart = std::sqrt(cell.after) - std::sqrt(cell.before);
    const double a_night = apart * apart / 2 / (1 + spread * spread * mean);
    return static_cast<std::size_t>(std::ceil(std::log(100) / a_night));
}

// As of a morning after so many nights.
TrackRows until(const TrackRows& all, std::size_t nights) {
    TrackRows then = all;
    then.runs.resize(std::min(nights, then.runs.size()));
    for (QuantityRow& row : then.quantities) {
        const auto end = std::lower_bound(row.runs.begin(), row.runs.end(), nights);
        row.runs.erase(end, row.runs.end());
        row.counted.resize(row.runs.size());
    }
    std::erase_if(then.quantities, [](const QuantityRow& row) { return row.runs.empty(); });
    return then;
}

Trend trend_of(const TrackRows& track) {
    return cloister::trend_of("simulated", {track}, {});
}

// Runs are nights: the first has the number 1.
std::size_t night_of(const TrendChange& change) {
    return change.first_after.number - 1;
}

const TrendQuantity& told_of(Nature nature, const Track& track) {
    const char* name = nature == Nature::cost           ? "instructions"
                       : nature == Nature::claimed_none ? "work items, IPIs and switches by drains"
                                                        : "other interruptions";
    return *std::find_if(track.quantities.begin(), track.quantities.end(),
                         [&](const TrendQuantity& quantity) { return quantity.name == name; });
}

std::vector<std::size_t> nights_told(const TrendQuantity& quantity) {
    std::vector<std::size_t> nights;
    for (const TrendChange& change : quantity.changes)
        nights.push_back(night_of(change));
    return nights;
}

std::size_t distance(std::size_t one, std::size_t other) {
    return one > other ? one - other : other - one;
}

// With random nights: three weeks at least on each side.
std::vector<SimulatedCell> lab(Random& random) {
    std::vector<SimulatedCell> cells = planted;
    constexpr std::size_t weeks = 21;
    for (SimulatedCell& cell : cells)
        cell.changes_at = std::uniform_int_distribution<std::size_t>(weeks, year - weeks)(random);
    cells[mended].mended_at = cells[mended].changes_at + 7;
    for (const Nature nature : natures) // whose tests take their share of what chance may do
        for (const double mean : means)
            cells.push_back({nature, mean, mean});
    return cells;
}

struct Found {
    bool is_right = false;
    std::size_t off = 0;    // nights
    std::size_t waited = 0; // mornings until it was told first
};

Found found(const SimulatedCell& cell, const Track& track, const TrackRows& rows) {
    const std::vector<std::size_t> nights = nights_told(told_of(cell.nature, track));
    Found of;
    // A claim that is broken is held to nothing but its first night; behind it is a rate.
    const std::size_t wanted = cell.mended_at < year ? 2 : 1;
    if (nights.size() < wanted || (cell.nature != Nature::claimed_none && nights.size() > wanted))
        return of;
    of.off = distance(nights.front(), cell.changes_at);
    if (wanted == 2)
        of.off = std::max(of.off, distance(nights.back(), cell.mended_at));
    of.is_right = of.off <= tolerance(cell);
    for (std::size_t morning = cell.changes_at + 1; morning <= year; ++morning) {
        const Trend then = trend_of(until(rows, morning));
        if (!told_of(cell.nature, then.tracks.front()).changes.empty())
            break;
        of.waited += 1;
    }
    return of;
}

TEST(PlantedChanges, AreFoundAllOfThem) {
    Random random(20261127);
    const std::size_t histories = years();
    std::size_t right = 0;
    std::vector<std::size_t> waited;
    for (std::size_t history = 0; history < histories; ++history) {
        const std::vector<SimulatedCell> cells = lab(random);
        const std::vector<TrackRows> rows = simulated_year(cells, random);
        const Trend trend = cloister::trend_of("simulated", rows, {}); // of all cells at once: the severest
        EXPECT_EQ(trend.tracks.size(), cells.size());
        for (std::size_t i = 0; i < trend.tracks.size(); ++i) {
            const std::size_t place = std::stoul(trend.tracks[i].cell.workload);
            if (place >= planted.size())
                continue;
            const SimulatedCell& cell = cells[place];
            const Found of = found(cell, trend.tracks[i], rows[i]);
            right += of.is_right ? 1 : 0;
            waited.push_back(of.waited);
            if (histories == 1 || !of.is_right)
                std::printf(
                    "%-22s from %g to %g in night %zu: %s %zu nights off, of %zu; told in the %zu. morning\n",
                    name_of(cell.nature), cell.before, cell.after, cell.changes_at,
                    of.is_right ? "found," : "NOT FOUND,", of.off, tolerance(cell), of.waited + 1);
        }
    }
    std::sort(waited.begin(), waited.end());
    std::printf("%zu of %zu planted changes found, half of them in the %zu. morning\n", right,
                histories * planted.size(), waited[waited.size() / 2] + 1);
    EXPECT_EQ(right, histories * planted.size());
}

// Of a cell in which nothing changed: first nights that were named, each once, in whichever morning.
std::size_t alarms(const TrackRows& rows, bool every_morning) {
    std::set<std::size_t> nights;
    for (std::size_t morning = every_morning ? 2 : year; morning <= year; ++morning) {
        const Trend trend = trend_of(until(rows, morning));
        for (const TrendQuantity& quantity : trend.tracks.front().quantities)
            for (const std::size_t night : nights_told(quantity))
                nights.insert(night);
    }
    return nights.size();
}

struct Alarms {
    std::size_t cells = 0;
    std::size_t at_end = 0;
    std::size_t cells_by_morning = 0;
    std::size_t by_morning = 0;
};

// One cell in ten is asked every morning, as people do; with CLOISTER_YEARS all of them.
Alarms alarms_of(Nature nature, const std::vector<double>& levels, Random& random) {
    constexpr std::size_t of_each = 5;
    std::vector<SimulatedCell> cells;
    for (const double mean : levels)
        cells.insert(cells.end(), of_each * years(), SimulatedCell{nature, mean, mean});
    Alarms all;
    for (const TrackRows& rows : simulated_year(cells, random)) {
        all.at_end += alarms(rows, false);
        if (years() > 1 || all.cells % 10 == 0) {
            all.cells_by_morning += 1;
            all.by_morning += alarms(rows, true);
        }
        all.cells += 1;
    }
    std::printf(
        "%-22s %3zu cells: %zu false alarms when the year is over; %zu in %zu cells asked every morning\n",
        name_of(nature), all.cells, all.at_end, all.by_morning, all.cells_by_morning);
    return all;
}

TEST(PlantedChanges, AreNotSeenWhereNothingChanged) {
    Random random(20261128);
    Alarms all = alarms_of(Nature::cost, {2788}, random);
    std::vector<Nature> quiet = natures;
    quiet.push_back(Nature::claimed_none);
    for (const Nature nature : quiet) {
        const Alarms of =
            alarms_of(nature, nature == Nature::claimed_none ? std::vector<double>{0} : means, random);
        // Asked once, one cell in a hundred may, by what trend says of itself. Asked every morning nobody
        // says; the bound is one a year and cell, and this is a fifth of it.
        EXPECT_LE(of.at_end, of.cells / 50 + 1) << name_of(nature);
        EXPECT_LE(of.by_morning, of.cells_by_morning / 5 + 1) << name_of(nature);
        all.cells += of.cells;
        all.at_end += of.at_end;
        all.cells_by_morning += of.cells_by_morning;
        all.by_morning += of.by_morning;
    }
    std::printf("%zu cells and years: %zu false alarms; %zu in %zu cells asked every morning\n", all.cells,
                all.at_end, all.by_morning, all.cells_by_morning);
}

// One night in a hundred has three times as much, and kernels have nothing to do with it. The first such
// night is told, for nobody can know; those that follow are how the cell is.
TEST(PlantedChanges, AreNotNightsThatComeAgainAndAgain) {
    Random random(20261129);
    const Alarms of = alarms_of(Nature::with_bursts, means, random);
    EXPECT_LE(of.at_end, of.cells);
}

} // namespace
} // namespace cloister

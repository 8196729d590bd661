// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/trend.hpp"

#include "orchestrator/compare/conditions.hpp"

#include <algorithm>

namespace cloister {
namespace {

bool is_tested(const QuantityRow& row) {
    return row.by != ComparedBy::exactly && row.runs.size() > 1;
}

std::vector<ChangePoint> change_points(const QuantityRow& row, const RateRule& rule) {
    switch (row.by) {
    case ComparedBy::exactly:
        return changes_exactly(row.counted);
    case ComparedBy::zero:
        return changes_of_none(row.counted, rule);
    case ComparedBy::rate:
        return changes_of_rate(row.counted, rule);
    case ComparedBy::resampling:
        return {}; // times are not kept
    }
    return {};
}

// From begin up to, and without, end. Of a cost, which is counted over nothing, all of them are the same.
Level level(const QuantityRow& row, std::size_t begin, std::size_t end) {
    Level of;
    of.runs = end - begin;
    of.over.resize(row.over.size());
    for (std::size_t i = begin; i < end; ++i) {
        const auto number = static_cast<double>(row.counted[i].number);
        of.number = row.over.empty() ? number : of.number + number;
        for (std::size_t which = 0; which < row.over.size(); ++which)
            of.over[which] += row.counted[i].over[which];
    }
    return of;
}

double rate(const Level& of) {
    return of.number / (of.over.empty() ? 1 : of.over.front());
}

template <class Value>
void add_once(std::vector<Value>& all, const std::vector<Value>& more) {
    for (const Value& value : more)
        if (std::find(all.begin(), all.end(), value) == all.end())
            all.push_back(value);
}

TrendChange change_of(const TrackRows& track, const QuantityRow& row, const Level& before, const Level& after,
                      const ChangePoint& point) {
    TrendChange change;
    change.before = before;
    change.after = after;
    change.change = rate(after) > rate(before) ? Change::worse : Change::better;
    change.probability = point.probability;
    const std::size_t last = row.runs[point.at - 1];
    const std::size_t first = row.runs[point.at];
    change.last_before = track.runs[last].run;
    change.first_after = track.runs[first].run;
    // Those as well between whose trials proved nothing.
    for (std::size_t run = last; run <= first; ++run) {
        add_once(change.kernels, track.runs[run].kernels);
        add_once(change.cloisters, track.runs[run].cloisters);
    }
    return change;
}

TrendQuantity trend_of(const TrackRows& track, const QuantityRow& row, const RateRule& rule) {
    TrendQuantity quantity{row.name, row.by, row.unit, row.over, {}, {}};
    const std::vector<ChangePoint> points = change_points(row, rule);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::size_t end = i + 1 < points.size() ? points[i + 1].at : row.runs.size();
        quantity.changes.push_back(
            change_of(track, row, level(row, begin, points[i].at), level(row, points[i].at, end), points[i]));
        begin = points[i].at;
    }
    quantity.last = level(row, begin, row.runs.size());
    return quantity;
}

Conditions conditions_of(const TrackRows& track) {
    Conditions all;
    for (const auto& [name, value] : track.conditions)
        all[name] = {value};
    return all;
}

Track trend_of(const TrackRows& rows, const TrackRows* before, const RateRule& rule) {
    Track track;
    track.cell = rows.cell;
    track.machine = rows.machine;
    if (before != nullptr && before->cell == rows.cell)
        track.differs = undeclared(conditions_of(*before), conditions_of(rows), {});
    for (const TrackRun& run : rows.runs) {
        track.trials += run.trials;
        if (run.trials == 0)
            continue;
        track.runs += 1;
        track.last = run.run;
        if (!track.first)
            track.first = run.run;
    }
    for (const QuantityRow& row : rows.quantities)
        track.quantities.push_back(trend_of(rows, row, rule));
    track.not_counted = rows.not_counted;
    return track;
}

bool is_worse(const Track& track) {
    return std::any_of(track.quantities.begin(), track.quantities.end(), [](const TrendQuantity& quantity) {
        return !quantity.changes.empty() && quantity.changes.back().change == Change::worse;
    });
}

ComparisonVerdict verdict_of(const std::vector<Track>& tracks) {
    if (std::any_of(tracks.begin(), tracks.end(), is_worse))
        return ComparisonVerdict::worse;
    const auto has_two = [](const Track& track) { return track.runs > 1; };
    return std::any_of(tracks.begin(), tracks.end(), has_two) ? ComparisonVerdict::not_worse
                                                              : ComparisonVerdict::undecided;
}

bool is_fake(const TrackRows& track) {
    const auto machine = track.conditions.find("machine");
    return machine != track.conditions.end() && machine->second == "fake";
}

} // namespace

Trend trend_of(const std::string& history, const std::vector<TrackRows>& tracks, const TrendRules& rules) {
    Trend trend;
    trend.history = history;
    trend.false_alarms = rules.false_alarms;
    trend.least_effect = rules.least_effect;
    for (const TrackRows& rows : tracks)
        trend.tests += static_cast<std::uint64_t>(
            std::count_if(rows.quantities.begin(), rows.quantities.end(), is_tested));
    if (std::any_of(tracks.begin(), tracks.end(), is_fake))
        trend.not_measured = "nothing was measured: the fake machine replays what recorded guests said";
    const RateRule rule{rules.false_alarms / static_cast<double>(std::max<std::uint64_t>(1, trend.tests)),
                        rules.least_effect};
    const TrackRows* before = nullptr;
    for (const TrackRows& rows : tracks) {
        trend.tracks.push_back(trend_of(rows, before, rule));
        before = &rows;
    }
    trend.verdict = verdict_of(trend.tracks);
    return trend;
}

} // namespace cloister

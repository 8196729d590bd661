// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/armed_probes.hpp"

#include "probes/lock_probe.hpp"
#include "probes/tracefs/histogram.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace cloister {
namespace {

// The kernel makes every row when the histogram is made; at its default of 2,048 that takes an emulated guest
// five milliseconds each. One that is full says so.
constexpr std::size_t rows_per_cpu = 64;

// "hist:keys=cpu:vals=hitcount:… if cpumask & CPUS{2} [active]" is the text of our "hist:keys=cpu if …".
bool is_of(const HistogramText& text, const ProbeHistogram& histogram) {
    if (!text.trigger.starts_with("hist:keys=" + histogram.keys() + ":"))
        return false;
    const std::size_t at = text.trigger.find(" if ");
    if (at == std::string::npos)
        return histogram.filter.empty();
    return text.trigger.substr(at + 4).starts_with(histogram.filter + " [");
}

const HistogramText& text_of(const std::vector<HistogramText>& texts, const ProbeHistogram& histogram) {
    for (const HistogramText& text : texts)
        if (is_of(text, histogram))
            return text;
    throw std::runtime_error("tracing: the histogram by '" + histogram.keys() + "' of " +
                             histogram.event.path() + " is gone");
}

CpuId cpu_of(const ProbeHistogram& histogram, const std::vector<std::string>& keys) {
    return histogram.cpu_key.empty() ? histogram.cpu.value()
                                     : CpuId{static_cast<std::uint32_t>(std::stoul(keys.front()))};
}

std::string name_of_row(const ProbeHistogram& histogram, const std::vector<std::string>& keys) {
    const std::string name = histogram.name_key.empty() ? histogram.name : keys.back();
    return histogram.rename ? histogram.rename(name) : name;
}

void add(const HistogramText& text, const ProbeHistogram& histogram, TallySnapshot& snapshot) {
    for (const auto& [keys, hits] : text.rows)
        snapshot.rows[{histogram.probe, cpu_of(histogram, keys), name_of_row(histogram, keys)}] += hits;
    Unseen& unseen = snapshot.unseen["histogram " + histogram.probe + " (" + histogram.event.path() + ")"];
    unseen.why = "the histogram is full";
    unseen.number += text.dropped;
}

} // namespace

std::vector<TallyRow> tallies_between(const TallySnapshot& opened, const TallySnapshot& closed) {
    std::vector<TallyRow> tallies;
    for (const auto& [key, hits] : closed.rows) {
        const auto before = opened.rows.find(key);
        const std::uint64_t number = hits - (before == opened.rows.end() ? 0 : before->second);
        if (number != 0)
            tallies.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), number});
    }
    return tallies;
}

std::vector<Loss> losses_between(const TallySnapshot& opened, const TallySnapshot& closed) {
    std::vector<Loss> losses;
    for (const auto& [source, unseen] : closed.unseen) {
        const auto before = opened.unseen.find(source);
        const std::uint64_t number =
            unseen.number - (before == opened.unseen.end() ? 0 : before->second.number);
        if (number != 0)
            losses.push_back({source, std::nullopt, number, unseen.why});
    }
    return losses;
}

ArmedProbes::ArmedProbes(TraceInstance& instance, std::vector<Probe> probes, std::uint32_t cpus)
    : instance_(instance), probes_(std::move(probes)) {
    std::erase_if(probes_, [](const Probe& probe) { return probe.unavailable.has_value(); });
    const std::size_t rows = rows_per_cpu * cpus;
    for (const Probe& probe : probes_) {
        for (const ProbeHistogram& histogram : probe.histograms)
            instance_.trigger(histogram.event, histogram.trigger(rows));
        for (const RawEvent& raw : probe.events) {
            if (!raw.filter.empty())
                instance_.filter(raw.event, raw.filter);
            if (raw.with_stack)
                instance_.trigger(raw.event, "stacktrace" + (raw.filter.empty() ? "" : " if " + raw.filter));
            instance_.enable(raw.event);
        }
    }
}

TallySnapshot ArmedProbes::snapshot() const {
    std::map<EventName, std::vector<HistogramText>> texts;
    TallySnapshot snapshot;
    for (const Probe& probe : probes_)
        for (const ProbeHistogram& histogram : probe.histograms) {
            auto [found, fresh] = texts.try_emplace(histogram.event);
            if (fresh)
                found->second = parse_histograms(instance_.histograms(histogram.event));
            add(text_of(found->second, histogram), histogram, snapshot);
        }
    // A kprobe is missed where another one of that CPU is at work: with interrupts off, in the tracer. Where
    // more of them stand in for events, that is a wait for a lock of the tracer's, never for a cache's.
    const bool explained = std::any_of(probes_.begin(), probes_.end(),
                                       [](const Probe& probe) { return !probe.in_place_of.empty(); });
    if (!explained)
        snapshot.unseen["kprobe " + lock_contended().event] = {lock_probe_misses(),
                                                               "it was hit while at work"};
    return snapshot;
}

std::vector<EventName> ArmedProbes::events() const {
    std::set<EventName> events;
    for (const Probe& probe : probes_)
        for (const RawEvent& raw : probe.events)
            events.insert(raw.event);
    return {events.begin(), events.end()};
}

} // namespace cloister

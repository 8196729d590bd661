// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/retention.hpp"

#include <algorithm>

namespace cloister {
namespace {

bool holds_only_copies(const KeptNight& night) {
    return std::any_of(night.runs.begin(), night.runs.end(),
                       [](const KeptRunOfNight& run) { return run.is_only_copy; });
}

std::uint64_t bytes_of(const KeptNight& night) {
    std::uint64_t bytes = 0;
    for (const KeptRunOfNight& run : night.runs)
        bytes += run.bytes;
    return bytes;
}

// Of nights that have runs, and of those that have none, each kind is counted by itself: nights in which
// nothing changed must not drive out the last one that measured.
bool is_beyond(const KeepRule& rule, const std::vector<KeptNight>& nights, const KeptNight& night) {
    const auto newer = std::count_if(nights.begin(), nights.end(), [&](const KeptNight& each) {
        return &each > &night && each.runs.empty() == night.runs.empty();
    });
    return static_cast<std::uint64_t>(newer) >= rule.nights && &night != &nights.back() &&
           !holds_only_copies(night);
}

// Evidence of what is upheld is missed least.
std::vector<const KeptRunOfNight*> in_order_of_going(const KeptNight& night) {
    std::vector<const KeptRunOfNight*> runs;
    for (const KeptRunOfNight& run : night.runs)
        if (!run.is_only_copy)
            runs.push_back(&run);
    std::stable_partition(runs.begin(), runs.end(),
                          [](const KeptRunOfNight* run) { return run->verdict == Verdict::upheld; });
    return runs;
}

} // namespace

std::vector<Removal> beyond(const KeepRule& rule, const std::vector<KeptNight>& nights) {
    std::vector<Removal> removals;
    std::vector<const KeptNight*> kept;
    std::uint64_t bytes = 0;
    for (const KeptNight& night : nights) {
        if (is_beyond(rule, nights, night)) {
            removals.push_back({night.name, ""});
            continue;
        }
        kept.push_back(&night);
        bytes += bytes_of(night);
    }
    for (const KeptNight* night : kept)
        for (const KeptRunOfNight* run : in_order_of_going(*night)) {
            if (bytes <= rule.bytes)
                return removals;
            removals.push_back({night->name, run->cell});
            bytes -= run->bytes;
        }
    return removals;
}

} // namespace cloister

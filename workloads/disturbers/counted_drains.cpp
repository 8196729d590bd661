// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/counted_drains.hpp"

#include "workloads/clock.hpp"

#include <algorithm>

namespace cloister::workloads {

CountedDrains::CountedDrains(Handshake& handshake, DrainCall& call)
    : handshake_(handshake), call_(call), arming_(handshake) {
    for (const std::uint32_t cpu : arming_.cpus())
        targets_.push_back({cpu, PageFlags(handshake.subjects[cpu].pid.load())});
}

// Compaction may move the page that was armed, and then it waits in the batch of whoever moved it: seen in
// one guest of many. What drains nothing does so each time.
std::string CountedDrains::trial() {
    constexpr int tries = 3;
    std::string why;
    for (int i = 0; i < tries && (i == 0 || !why.empty()); ++i)
        why = one_trial();
    return why;
}

std::string CountedDrains::one_trial() {
    const std::vector<std::uint64_t> pages = arming_.arm(targets_.size());
    std::vector<bool> held;
    for (std::size_t i = 0; i < pages.size(); ++i)
        held.push_back(pages[i] != 0 && !targets_[i].flags.on_lru(pages[i]));
    call_.prepare();
    call_.drain();
    call_.tidy_up();
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (held[i] && !targets_[i].flags.on_lru(pages[i]))
            return "a page armed on CPU " + std::to_string(targets_[i].cpu) +
                   " is still in its batch afterwards";
    if (std::any_of(pages.begin(), pages.end(), [](std::uint64_t page) { return page != 0; }) &&
        std::none_of(held.begin(), held.end(), [](bool each) { return each; }))
        return "no touched page stayed in a batch: arming does not work on this kernel";
    return "";
}

void CountedDrains::settle() {
    call_.prepare();
    call_.drain();
    call_.tidy_up();
}

void CountedDrains::timed_drain() {
    Disturber& disturber = handshake_.disturber;
    call_.prepare();
    const std::uint64_t since = now_ns();
    call_.drain();
    const std::uint64_t took = now_ns() - since;
    call_.tidy_up();
    const std::uint64_t calls = disturber.calls.load(std::memory_order_relaxed);
    disturber.call_min_ns = calls == 0 ? took : std::min(disturber.call_min_ns, took);
    disturber.call_max_ns = std::max(disturber.call_max_ns, took);
    disturber.call_total_ns += took;
    disturber.calls.store(calls + 1, std::memory_order_release);
}

void CountedDrains::measure(std::uint64_t pages) {
    std::vector<bool> held(targets_.size());
    while (pages > 0 && handshake_.stop.load(std::memory_order_relaxed) == 0) {
        const std::size_t count = std::min<std::uint64_t>(pages, targets_.size());
        const std::vector<std::uint64_t> armed = arming_.arm(count);
        for (std::size_t i = 0; i < count; ++i)
            held[i] = armed[i] != 0 && !targets_[i].flags.on_lru(armed[i]);
        timed_drain();
        for (std::size_t i = 0; i < count; ++i) {
            DrainedPages& tally = handshake_.disturber.pages[targets_[i].cpu];
            tally.armed += held[i] ? 1U : 0U;
            tally.already_on_lru += armed[i] != 0 && !held[i] ? 1U : 0U;
            tally.completed += held[i] && targets_[i].flags.on_lru(armed[i]) ? 1U : 0U;
        }
        pages -= count;
    }
}

} // namespace cloister::workloads

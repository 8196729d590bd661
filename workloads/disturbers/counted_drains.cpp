// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/counted_drains.hpp"

#include "workloads/clock.hpp"

#include <algorithm>
#include <stdexcept>

namespace cloister::workloads {
namespace {

// A subject answers within a page fault; a host without CPUs to spare may take long to run it.
constexpr std::uint64_t longest_answer_ns = 10'000'000'000;

void wait_until_armed(const Subject& subject, std::uint32_t cpu, std::uint64_t round) {
    const std::uint64_t since = now_ns();
    while (subject.armed.load(std::memory_order_acquire) != round) {
        if (now_ns() - since > longest_answer_ns)
            throw std::runtime_error("the subject on CPU " + std::to_string(cpu) +
                                     " does not arm a page: " + "no answer in 10 s");
        // Two vCPUs may share one host CPU with the subject: let it have that.
        const timespec moment{0, 20'000};
        ::nanosleep(&moment, nullptr);
    }
}

} // namespace

CountedDrains::CountedDrains(Handshake& handshake, DrainCall& call, std::vector<Target> targets)
    : handshake_(handshake), call_(call), targets_(std::move(targets)) {}

std::vector<std::uint64_t> CountedDrains::arm(std::size_t count) {
    ++round_;
    for (std::size_t i = 0; i < count; ++i)
        handshake_.subjects[targets_[i].cpu].requested.store(round_, std::memory_order_release);
    std::vector<std::uint64_t> pages;
    for (std::size_t i = 0; i < count; ++i) {
        const Subject& subject = handshake_.subjects[targets_[i].cpu];
        wait_until_armed(subject, targets_[i].cpu, round_);
        pages.push_back(subject.page.load(std::memory_order_relaxed));
    }
    return pages;
}

std::string CountedDrains::trial() {
    const std::vector<std::uint64_t> pages = arm(targets_.size());
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
        const std::vector<std::uint64_t> armed = arm(count);
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

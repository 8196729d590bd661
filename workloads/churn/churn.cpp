// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/churn/churn.hpp"

#include "probes/kernelfs/open_file.hpp"

#include <csignal>
#include <stdexcept>
#include <unistd.h>

namespace cloister::workloads {
namespace {

// Memory that does not go offline is tried again and again, until a signal comes (offline_pages(),
// mm/memory_hotplug.c).
constexpr unsigned longest_round_s = 10;

volatile std::sig_atomic_t told_to_end = 0;

void end(int /*signal*/) {
    told_to_end = 1;
}
void interrupt(int /*signal*/) {}

// Without SA_RESTART: a call that waits returns.
void listen() {
    struct sigaction action {};
    action.sa_handler = end;
    ::sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = interrupt;
    ::sigaction(SIGALRM, &action, nullptr);
}

std::unique_ptr<Churn> made(const ChurnOrder& order) {
    if (order.name == "fill")
        return fill_churn(order.isolated);
    if (order.name == "cpu-hotplug")
        return cpu_hotplug_churn();
    if (order.name == "cpusets")
        return cpusets_churn();
    if (std::unique_ptr<Churn> drains = drains_churn(order.name))
        return drains;
    throw std::runtime_error("no actor is called '" + order.name + "'");
}

} // namespace

void churn(const ChurnOrder& order) {
    listen();
    const OpenFile rounds_file(order.rounds_file, O_RDWR);
    std::unique_ptr<Churn> actor;
    Draws draws(order.seed);
    std::uint64_t rounds = 0;
    std::string why = "no round was over in time";
    while (told_to_end == 0) {
        ::alarm(longest_round_s);
        try {
            if (!actor)
                actor = made(order);
            actor->round(draws);
            ++rounds;
            check_errno(::pwrite(rounds_file.number(), &rounds, sizeof rounds, 0), "write",
                        rounds_file.path());
        } catch (const std::exception& failure) {
            why = failure.what();
            ::usleep(20'000);
        }
    }
    ::alarm(longest_round_s);
    if (rounds == 0)
        throw std::runtime_error("failed in each round, at last: " + why);
}

} // namespace cloister::workloads

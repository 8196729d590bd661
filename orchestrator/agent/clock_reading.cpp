// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/clock_reading.hpp"

#include "workloads/clock.hpp"

namespace cloister::agent {
namespace {

// The first is slow: its code runs for the first time. More than some shorten nothing, and each takes time.
constexpr int round_trips = 5;

ClockReading round_trip(Port& port, std::chrono::nanoseconds within) {
    const std::chrono::nanoseconds asked(workloads::now_ns());
    port.say(wire::AskTime{}, within);
    const wire::Frame answer = port.receive(within);
    const std::chrono::nanoseconds heard(workloads::now_ns());
    const std::chrono::nanoseconds half = (heard - asked + std::chrono::nanoseconds(1)) / 2;
    return {asked + half, parse_document<wire::HostTime>(answer.payload).at, half};
}

} // namespace

ClockReading read_clocks(Port& port, std::chrono::nanoseconds within) {
    ClockReading best = round_trip(port, within);
    for (int i = 1; i < round_trips; ++i)
        if (const ClockReading reading = round_trip(port, within); reading.error < best.error)
            best = reading;
    return best;
}

} // namespace cloister::agent

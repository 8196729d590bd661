// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/guest_clock.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace cloister {

using std::chrono::nanoseconds;

namespace {

// Of a million. NTP steers a host by 500 at most; an emulated counter was seen to gain 26,000, all of which
// is in its error.
constexpr nanoseconds::rep most_drift = 10'000;
constexpr nanoseconds::rep most_gain = 50'000;

// value in units of from, as units of to; as integers, nanoseconds of long windows would not fit.
nanoseconds scaled(nanoseconds value, nanoseconds from, nanoseconds to) {
    if (from.count() == 0)
        return value;
    return nanoseconds(
        std::llround(static_cast<long double>(value.count()) * static_cast<long double>(to.count()) /
                     static_cast<long double>(from.count())));
}

} // namespace

nanoseconds GuestClock::at_host(nanoseconds host) const {
    const auto& [before, after] = readings_;
    return before.guest + scaled(host - before.host, after.host - before.host, after.guest - before.guest);
}

nanoseconds GuestClock::host_at(nanoseconds guest) const {
    const auto& [before, after] = readings_;
    return before.host + scaled(guest - before.guest, after.guest - before.guest, after.host - before.host);
}

nanoseconds GuestClock::error() const {
    const auto& [before, after] = readings_;
    const nanoseconds gained = (after.guest - before.guest) - (after.host - before.host);
    return std::max(before.error, after.error) +
           (runs_ == Runs::evenly ? nanoseconds(0) : nanoseconds(std::abs(gained.count())));
}

std::optional<std::string> GuestClock::contradiction() const {
    const auto& [before, after] = readings_;
    const nanoseconds on_host = after.host - before.host;
    const nanoseconds in_guest = after.guest - before.guest;
    if (on_host.count() <= 0 || in_guest.count() <= 0)
        return "the clocks contradict: time did not go on between their two readings";
    const nanoseconds apart(std::abs((on_host - in_guest).count()));
    const nanoseconds::rep most = runs_ == Runs::evenly ? most_drift : most_gain;
    if (apart <= before.error + after.error + on_host * most / 1'000'000)
        return std::nullopt;
    return "the clocks contradict: of " + std::to_string(on_host.count()) +
           " ns on the host the guest counted " + std::to_string(in_guest.count());
}

} // namespace cloister

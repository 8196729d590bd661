// SPDX-License-Identifier: GPL-2.0-or-later
// The host's clock on the guest's: two readings of both, one before the window and one behind it, and a
// straight line between them. Both count the same hardware, undisciplined, so that within the window they run
// evenly. The bound that is stated is the larger of the two readings' errors: a line between two points that
// are each off by at most that is itself off by no more, in between. Runs on: host. Pure.
#pragma once

#include "results-schema/measurement.hpp"

namespace cloister {

class GuestClock {
  public:
    explicit GuestClock(const ClockReadings& readings) : readings_(readings) {}

    std::chrono::nanoseconds at_host(std::chrono::nanoseconds host) const;
    std::chrono::nanoseconds host_at(std::chrono::nanoseconds guest) const;
    std::chrono::nanoseconds error() const;

    // Why the readings cannot both be true: more apart, or less, than two even clocks could be.
    std::optional<std::string> contradiction() const;

  private:
    ClockReadings readings_;
};

} // namespace cloister

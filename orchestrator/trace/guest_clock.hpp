// SPDX-License-Identifier: GPL-2.0-or-later
// The host's clock on the guest's: two readings of both, one before the window and one behind it, and a
// straight line between them. The bound that is stated is the larger of the readings' errors: a line between
// two points that are each off by at most that is itself off by no more, in between. That holds where both
// clocks run evenly, as under KVM: they count the same hardware, and nobody disciplines them. QEMU's emulated
// counter does not: where two vCPUs read it at once it gains a little with each reading (cpu_get_ticks()). It
// only gains, so that in between it may be off by as much as it gained altogether: what the readings differ
// by is added. Runs on: host. Pure.
#pragma once

#include "results-schema/measurement.hpp"

namespace cloister {

class GuestClock {
  public:
    enum class Runs { evenly, with_gains };

    GuestClock(const ClockReadings& readings, Runs runs) : readings_(readings), runs_(runs) {}

    std::chrono::nanoseconds at_host(std::chrono::nanoseconds host) const;
    std::chrono::nanoseconds host_at(std::chrono::nanoseconds guest) const;
    std::chrono::nanoseconds error() const;

    // Why the readings cannot both be true: more apart, or less, than two even clocks could be.
    std::optional<std::string> contradiction() const;

  private:
    ClockReadings readings_;
    Runs runs_;
};

} // namespace cloister

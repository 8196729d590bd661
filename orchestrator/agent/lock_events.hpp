// SPDX-License-Identifier: GPL-2.0-or-later
// How long each CPU holds locks and waits for them, where the kernel has events at both ends
// (CONFIG_LOCK_STAT: lock_contended, lock_acquired, lock_release): a histogram keeps when the first came, and
// the difference is summed by lock and CPU, in the kernel. Nothing of it is recorded. Runs on: guest. Owns
// the instance. Errors: std::runtime_error with the kernel's words. Source:
// Documentation/trace/histogram.rst, "Inter-event hist triggers".
#pragma once

#include "probes/tracefs/trace_instance.hpp"
#include "results-schema/lock_use.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace cloister::agent {

struct TimesSummed {
    std::uint64_t number = 0;
    std::chrono::nanoseconds together{0};

    friend bool operator==(const TimesSummed&, const TimesSummed&) = default;
};
// Class of locks and CPU → since the events were armed.
using TimesByCpu = std::map<std::pair<std::string, CpuId>, TimesSummed>;

// The kernel's text of such a histogram. Pure.
TimesByCpu parse_times(std::string_view histogram);
TimesByCpu times_between(const TimesByCpu& opened, const TimesByCpu& closed);

struct LockTimes {
    TimesByCpu holds;
    TimesByCpu waits;
};

class LockEvents {
  public:
    // Of locks whose class has one of these words in its name. Nothing happens without a word, or where the
    // boot did not make the instance with its events (probes/boot_instance.hpp).
    explicit LockEvents(const std::vector<std::string>& words);

    LockTimes so_far() const;

  private:
    std::optional<TraceInstance> instance_;
};

} // namespace cloister::agent

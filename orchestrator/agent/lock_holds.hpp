// SPDX-License-Identifier: GPL-2.0-or-later
// How long each CPU holds locks, where the kernel has events at both ends (CONFIG_LOCK_STAT: lock_acquired,
// lock_release): a histogram keeps when a lock was taken, and the difference is summed by lock and CPU, in
// the kernel. Nothing of it is recorded. Runs on: guest. Owns the instance. Errors:
// std::runtime_error with the kernel's words.
// Source: Documentation/trace/histogram.rst, "Inter-event hist triggers".
#pragma once

#include "probes/tracefs/trace_instance.hpp"
#include "results-schema/lock_use.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace cloister::agent {

// Class of locks and CPU → what that CPU did since the events were armed.
using HoldsByCpu = std::map<std::pair<std::string, CpuId>, LockHolds>;

// The kernel's text of such a histogram. Pure.
HoldsByCpu parse_holds(std::string_view histogram);
HoldsByCpu holds_between(const HoldsByCpu& opened, const HoldsByCpu& closed);

class LockHoldEvents {
  public:
    // Of locks whose class has one of these words in its name. Nothing happens without a word, or where the
    // boot did not make the instance with its events (probes/boot_instance.hpp).
    explicit LockHoldEvents(const std::vector<std::string>& words);

    HoldsByCpu so_far() const;

  private:
    std::optional<TraceInstance> instance_;
};

} // namespace cloister::agent

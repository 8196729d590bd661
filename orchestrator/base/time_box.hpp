// SPDX-License-Identifier: GPL-2.0-or-later
// The time that a walk over kernels may take, from the moment it is made. When it is over a build is broken
// off, as by Ctrl-C: nothing half-done is left, and what was compiled ccache has. A measurement that has
// begun ends by itself. Runs on: host.
#pragma once

#include "orchestrator/base/progress.hpp"

#include <chrono>
#include <optional>

namespace cloister {

class TimeBox {
  public:
    // nullopt: for ever.
    explicit TimeBox(const std::optional<std::chrono::nanoseconds>& time);

    bool is_over() const;
    // For a build: shows its progress, and throws LabError{interrupted} once the time is over.
    OnProgress breaking_off(OnProgress show);
    bool broke_off() const { return broke_off_; }

  private:
    std::optional<std::chrono::steady_clock::time_point> until_;
    bool broke_off_ = false;
};

} // namespace cloister

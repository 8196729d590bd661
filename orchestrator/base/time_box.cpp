// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/time_box.hpp"

#include "orchestrator/base/lab_error.hpp"

namespace cloister {

TimeBox::TimeBox(const std::optional<std::chrono::nanoseconds>& time) {
    if (time)
        until_ = std::chrono::steady_clock::now() + *time;
}

bool TimeBox::is_over() const {
    return until_ && std::chrono::steady_clock::now() > *until_;
}

OnProgress TimeBox::breaking_off(OnProgress show) {
    return [this, show = std::move(show)](const ProgressStep& step) {
        if (is_over()) {
            broke_off_ = true;
            throw LabError(Fault::interrupted, "kernel", "out of time");
        }
        show(step);
    };
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/deadline.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <algorithm>
#include <ctime>

namespace cloister::agent {

Deadline::Deadline(std::chrono::nanoseconds within, std::string stage, std::string awaited)
    : until_(std::chrono::steady_clock::now() + within), within_(within), stage_(std::move(stage)),
      awaited_(std::move(awaited)) {}

void Deadline::check() const {
    if (std::chrono::steady_clock::now() < until_)
        return;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(within_).count();
    throw LabError(Fault::timed_out, stage_,
                   "waited " + std::to_string(seconds) + " s in vain for " + awaited_);
}

void Deadline::wait_a_moment() const {
    check();
    pause_briefly();
}

int Deadline::milliseconds_left() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 1000));
}

void pause_briefly() {
    const timespec moment{0, 1'000'000};
    ::nanosleep(&moment, nullptr);
}

} // namespace cloister::agent

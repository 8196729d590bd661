// SPDX-License-Identifier: GPL-2.0-or-later
// How long one step may wait, and for what. Every loop that waits in the agent asks one of these.
// Runs on: guest. Errors: LabError{timed_out, stage} naming what did not come.
#pragma once

#include <chrono>
#include <string>

namespace cloister::agent {

class Deadline {
  public:
    Deadline(std::chrono::nanoseconds within, std::string stage, std::string awaited);

    // Throws once it has passed.
    void check() const;
    // check(), then a few milliseconds of sleep.
    void wait_a_moment() const;
    int milliseconds_left() const;

  private:
    std::chrono::steady_clock::time_point until_;
    std::chrono::nanoseconds within_;
    std::string stage_;
    std::string awaited_;
};

void pause_briefly();

} // namespace cloister::agent

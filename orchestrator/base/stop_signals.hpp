// SPDX-License-Identifier: GPL-2.0-or-later
// Ctrl-C and its likes: SIGINT, SIGTERM, and SIGHUP unless nohup ignores it. Two ways, one exit code (130):
// work that has something to put away holds a StopSignals and looks at it, all else ends at once with one
// line. Runs on: host, one thread. May be nested. Errors: std::system_error.
#pragma once

#include "orchestrator/base/exit_code.hpp"

#include <csignal>

namespace cloister {

// From now on each of them says one line and ends the process; to be called once, at its start.
void end_on_stop_signals();
// For a child between fork and exec: it must not inherit that they are held back.
void let_stop_signals_through();

// While it lives they are held back and make descriptor() readable.
class StopSignals {
  public:
    StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    // What came again after raised() has told of it is forgotten: nobody needs to be stopped twice.
    ~StopSignals();

    int descriptor() const { return descriptor_; }
    // Whether one has come; takes it from the descriptor, and remembers.
    bool raised();

  private:
    sigset_t before_{};
    int descriptor_;
    bool raised_ = false;
};

} // namespace cloister

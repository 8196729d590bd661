// SPDX-License-Identifier: GPL-2.0-or-later
// A real-time task that has its CPU to itself, for a while: under SCHED_FIFO nothing that is queued to this
// CPU runs, be it a drain's work, until the task gives way. A kernel whose fair server is stopped, as our
// modes stop it, lets nobody else in. Runs on: guest, in a subject. Errors: std::system_error.
#pragma once

#include <cstdint>

namespace cloister::workloads {

class RealTime {
  public:
    void begin(std::uint64_t now_ns);
    // When results-schema/gives_way.hpp says so; true when that is now.
    bool give_way(std::uint64_t now_ns);

  private:
    bool held_ = false;
    std::uint64_t since_ns_ = 0;
};

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// A thread that keeps another CPU busy, and on request leaves a page in that CPU's LRU batch, as subjects do
// (subjects/subjects.hpp). It gives way by pause, by which an emulator that runs all CPUs by turns goes on to
// the next. Runs on: guest. Ends with this.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <atomic>
#include <cstdint>
#include <thread>

namespace cloister::workloads {

class ArmedCpu {
  public:
    explicit ArmedCpu(CpuId cpu);
    ArmedCpu(const ArmedCpu&) = delete;
    ArmedCpu& operator=(const ArmedCpu&) = delete;
    ~ArmedCpu();

    // Returns when the page is there.
    void arm();

  private:
    void spin(CpuId cpu);

    std::atomic<bool> over_{false};
    std::atomic<std::uint64_t> asked_{0};
    std::atomic<std::uint64_t> armed_{0};
    std::thread thread_;
};

} // namespace cloister::workloads

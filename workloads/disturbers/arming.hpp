// SPDX-License-Identifier: GPL-2.0-or-later
// Asks subjects, a round at a time, to do what they do on request: to arm a page, to ask the kernel for
// something, or nothing. Runs on: guest, in the one disturber. Borrows the handshake. Errors:
// std::runtime_error naming the CPU whose subject does not answer.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"
#include "workloads/handshake.h"

#include <vector>

namespace cloister::workloads {

// CPUs whose subjects run.
CpuSet subjects_cpus(const Handshake& handshake);

class Arming {
  public:
    explicit Arming(Handshake& handshake);

    const std::vector<std::uint32_t>& cpus() const { return cpus_; }
    // The first count of them; addresses armed, 0 where a subject arms nothing.
    std::vector<std::uint64_t> arm(std::size_t count);
    void ask_all() { arm(cpus_.size()); }

  private:
    Handshake& handshake_;
    std::vector<std::uint32_t> cpus_;
    std::uint64_t round_ = 0;
};

} // namespace cloister::workloads

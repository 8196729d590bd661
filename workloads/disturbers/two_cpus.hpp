// SPDX-License-Identifier: GPL-2.0-or-later
// Two CPUs that keep house: a page that is touched on one waits in that CPU's batch, and the kernel, asked
// for it on the other, finds a reference that only a drain of all CPUs takes away. Runs on: guest. Errors:
// std::runtime_error where one CPU keeps house alone.
#pragma once

#include "probes/kernelfs/run_on.hpp"

#include <iterator>
#include <stdexcept>

namespace cloister::workloads {

class TwoCpus {
  public:
    explicit TwoCpus(const CpuSet& housekeeping) {
        if (housekeeping.size() < 2)
            throw std::runtime_error("needs two CPUs that keep house: a page must wait in the batch of "
                                     "another one");
        first_.insert(*housekeeping.begin());
        second_.insert(*std::next(housekeeping.begin()));
    }

    // Moves the calling thread.
    void go_to_first() const { run_on(first_); }
    void go_to_second() const { run_on(second_); }

  private:
    CpuSet first_;
    CpuSet second_;
};

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// Every CPU of the guest brought online, by a child, so that the agent can talk and arm meanwhile. A guest
// under TCG boots on one (maxcpus=1, machine/qemu/command_line.cpp) and gets the others here, after the last
// patch of the kernel's text: what is armed afterwards are filters and histograms.
// Runs on: guest. Owns the child. Errors: std::system_error; the child says on the console which CPU stayed
// away; LabError{lab} where other CPUs are online than wanted.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

namespace cloister::agent {

class ComingProcessors {
  public:
    ComingProcessors();
    ComingProcessors(const ComingProcessors&) = delete;
    ComingProcessors& operator=(const ComingProcessors&) = delete;
    ~ComingProcessors();

    // Returns when all are online.
    void wait(const CpuSet& wanted);

  private:
    int child_;
};

} // namespace cloister::agent

// SPDX-License-Identifier: GPL-2.0-or-later
// A machine that starts another's guests, boots each bare just before, and notes when a trial took its steps.
// A bare boot is what somebody waits for who measures nothing: the trial's own QEMU, kernel, initramfs and
// command line without our trace instance, all CPUs brought up by the kernel, and a PID 1 that powers off at
// once; from starting QEMU until it is gone. So both meet the machine in the same mood.
// Runs on: host. Borrows the other machine. Errors: LabError{lab} for a bare boot that does not power off;
// one that died of its emulator is done again.
#pragma once

#include "orchestrator/machine/machine.hpp"

#include <vector>

namespace cloister {

using Moment = std::chrono::steady_clock::time_point;

// In the order in which they are passed.
struct TrialMoments {
    Moment bare_start; // of the first bare boot's QEMU
    std::chrono::nanoseconds bare_boot{0};
    Moment start;    // of the trial's QEMU
    Moment hello;    // the agent speaks
    Moment armed;    // it is about to open the window
    Moment finished; // the last of its words has come, blobs included
    Moment farewell; // trace.dat is written, the guest's end is awaited
    Moment gone;     // QEMU has ended
};

class TimedMachine : public Machine {
  public:
    explicit TimedMachine(Machine& machine) : machine_(machine) {}

    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override;
    const std::vector<std::shared_ptr<const TrialMoments>>& trials() const { return trials_; }

  private:
    Machine& machine_;
    std::vector<std::shared_ptr<const TrialMoments>> trials_;
};

} // namespace cloister

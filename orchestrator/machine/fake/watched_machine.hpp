// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: a machine that passes everything on to another one, counts its guests, and fails at the
// operation that it is told to. Runs on: host.
#pragma once

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/machine/machine.hpp"

namespace cloister::fake {

struct Watch {
    std::uint64_t fails_at = 0; // counted from 1; 0: never
    std::uint64_t operations = 0;
    std::string failed;               // the verb that did
    bool interrupts_farewell = false; // the user presses Ctrl-C while the first guest is being ended
    int started = 0;
    int destroyed = 0;
    int living = 0;
    std::vector<std::string> told; // schemas of what the host said, in order

    // Counts one; throws this fault where its time has come.
    void operate(const std::string& verb, Fault fault, const std::string& stage);
};

class WatchedMachine : public Machine {
  public:
    // Both are borrowed and outlive the machine.
    WatchedMachine(Machine& machine, Watch& watch) : machine_(machine), watch_(watch) {}

    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override;

  private:
    Machine& machine_;
    Watch& watch_;
};

} // namespace cloister::fake

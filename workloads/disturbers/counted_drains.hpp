// SPDX-License-Identifier: GPL-2.0-or-later
// Arms pages on the isolated CPUs and drains them, exactly as many as asked: one round arms each CPU once
// and ends in one drain call; the last round arms the rest. Page flags before and after the call are the
// proof. Runs on: guest, in the one disturber. Borrows the handshake and the call. Errors: std::runtime_error
// naming the CPU whose subject does not answer.
#pragma once

#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/drain_call.hpp"
#include "workloads/disturbers/page_flags.hpp"

#include <string>
#include <vector>

namespace cloister::workloads {

class CountedDrains {
  public:
    // Of subjects that run.
    CountedDrains(Handshake& handshake, DrainCall& call);

    // Arms and drains one page on each CPU, a few times where that fails; why this call does not drain on
    // this kernel, or "".
    std::string trial();
    // Drains whatever the batches hold; counts nothing.
    void settle();
    // Arms pages pairs, drains them, counts all of it in the handshake.
    void measure(std::uint64_t pages);

  private:
    std::string one_trial();
    struct Target {
        std::uint32_t cpu;
        PageFlags flags; // of the subject there
    };

    void timed_drain();

    Handshake& handshake_;
    DrainCall& call_;
    Arming arming_;
    std::vector<Target> targets_;
};

} // namespace cloister::workloads

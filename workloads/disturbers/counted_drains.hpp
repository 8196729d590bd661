// SPDX-License-Identifier: GPL-2.0-or-later
// Arms pages on the isolated CPUs and drains them, exactly as many as asked: one round arms each CPU once
// and ends in one drain call; the last round arms the rest. Page flags before and after the call are the
// proof. Runs on: guest, in the one disturber. Borrows the handshake and the call. Errors: std::runtime_error
// naming the CPU whose subject does not answer.
#pragma once

#include "workloads/disturbers/drain_call.hpp"
#include "workloads/disturbers/page_flags.hpp"
#include "workloads/handshake.h"

#include <string>
#include <vector>

namespace cloister::workloads {

struct Target {
    std::uint32_t cpu;
    PageFlags flags; // of the subject there
};

class CountedDrains {
  public:
    CountedDrains(Handshake& handshake, DrainCall& call, std::vector<Target> targets);

    // Arms and drains one page on each CPU; why this call does not drain on this kernel, or "".
    std::string trial();
    // Drains whatever the batches hold; counts nothing.
    void settle();
    // Arms pages pairs, drains them, counts all of it in the handshake.
    void measure(std::uint64_t pages);

  private:
    // Arms the first count targets; addresses armed, 0 where a subject arms nothing.
    std::vector<std::uint64_t> arm(std::size_t count);
    void timed_drain();

    Handshake& handshake_;
    DrainCall& call_;
    std::vector<Target> targets_;
    std::uint64_t round_ = 0;
};

} // namespace cloister::workloads

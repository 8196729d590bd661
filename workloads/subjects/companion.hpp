// SPDX-License-Identifier: GPL-2.0-or-later
// A second thread of a subject, on the CPUs that keep house: answers the requests instead of it, by a call
// that the kernel must tell all CPUs of that run this program. Runs on: guest. Ends when told to stop, or by
// writing its failure.
#pragma once

#include "workloads/handshake.h"

#include <thread>

namespace cloister::workloads {

class Companion {
  public:
    using Call = void (*)();

    Companion(const Handshake& handshake, Subject& subject, Call call);

  private:
    std::jthread thread_;
};

// One page less: munmap(), after which no CPU may know it.
void unmap_a_page();
// membarrier(2), private, for those of this program.
void synchronize_cores();
void restart_sequences();

} // namespace cloister::workloads

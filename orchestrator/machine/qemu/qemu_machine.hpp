// SPDX-License-Identifier: GPL-2.0-or-later
// Guests by QEMU, embedded: no daemon, no root; QMP, console and agent over inherited sockets.
// Runs on: host.
#pragma once

#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/accelerator.hpp"

namespace cloister {

class QemuMachine : public Machine {
  public:
    explicit QemuMachine(Accelerator accelerator) : accelerator_(accelerator) {}

    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override;

  private:
    Accelerator accelerator_;
    std::map<std::string, std::string>
        digests_; // program file → its digest: it is large, and does not change
};

} // namespace cloister

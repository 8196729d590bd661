// SPDX-License-Identifier: GPL-2.0-or-later
// Guests by QEMU, embedded: no daemon, no root; QMP, console and agent over inherited sockets.
// Runs on: host.
#pragma once

#include "orchestrator/machine/host_process.hpp"
#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/accelerator.hpp"

namespace cloister {

class QemuMachine : public Machine {
  public:
    // plugin: kernel-entries.so or operation-costs.so, for guests that are to be counted so; empty: none are.
    explicit QemuMachine(Accelerator accelerator, std::filesystem::path plugin = {})
        : accelerator_(accelerator), plugin_(std::move(plugin)) {}

    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override;

  private:
    Accelerator accelerator_;
    std::filesystem::path plugin_;
    ProgramDigests digests_;
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Guests by QEMU, embedded: no daemon, no root; QMP, console and agent over inherited sockets.
// Runs on: host.
#pragma once

#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/accelerator.hpp"

namespace cloister {

class QemuMachine : public Machine {
  public:
    // entry_counter: the plugin kernel-entries.so; empty: kernel entries are not counted.
    explicit QemuMachine(Accelerator accelerator, std::filesystem::path entry_counter = {})
        : accelerator_(accelerator), entry_counter_(std::move(entry_counter)) {}

    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override;

  private:
    Accelerator accelerator_;
    std::filesystem::path entry_counter_;
    std::map<std::string, std::string>
        digests_; // program file → its digest: it is large, and does not change
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Guests by libvirt: transient domains of a daemon on this host, pinned by it, gone with our connection. The
// guest is the qemu machine's, and so are its counts. Runs on: host.
#pragma once

#include "orchestrator/machine/host_process.hpp"
#include "orchestrator/machine/libvirt/daemon.hpp"
#include "orchestrator/machine/libvirt/domain_calls.hpp"
#include "orchestrator/machine/libvirt/domain_xml.hpp"
#include "orchestrator/machine/libvirt/qemu_process.hpp"
#include "orchestrator/machine/machine.hpp"

namespace cloister {

class LibvirtMachine : public Machine {
  public:
    LibvirtMachine(const std::string& uri, Accelerator accelerator)
        : daemon_(uri), accelerator_(accelerator) {}

    // Throws LabError{wrong_use} for what no domain can be: a guest by the count of instructions, or one on
    // our terminal.
    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override;

  private:
    MachineFacts facts_of(const QemuProcess& process, const GuestSpec& spec, const DomainLab& lab,
                          const StartedDomain& started);

    Daemon daemon_;
    Accelerator accelerator_;
    ProgramDigests digests_;
};

} // namespace cloister

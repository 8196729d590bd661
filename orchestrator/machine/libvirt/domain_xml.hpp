// SPDX-License-Identifier: GPL-2.0-or-later
// The domain of one guest, as libvirt wants it described: the guest that qemu_command_line() makes, device by
// device and slot by slot. Runs on: host. Pure. Source: https://libvirt.org/formatdomain.html, libvirt 9.0.
#pragma once

#include "orchestrator/machine/libvirt/placement.hpp"
#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/accelerator.hpp"

namespace cloister {

// Where it is to run.
struct DomainLab {
    std::string name;
    std::filesystem::path emulator;
    std::filesystem::path kernel; // copies that QEMU's user may read, see guest_files.hpp
    std::filesystem::path initramfs;
    std::filesystem::path console; // sockets that we listen on
    std::filesystem::path agent;
    Placement placement;
    std::uint64_t tsc_megahertz = 0; // of the host's time stamp counter
};

// spec: one without costs, and not on a terminal.
std::string domain_xml(const GuestSpec& spec, Accelerator accelerator, const DomainLab& lab);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What we ask of libvirt about one domain; each blocks, see daemon.hpp. Runs on: host, on the thread of
// calls. Errors: LabError{lab} with libvirt's words.
#pragma once

#include <libvirt/libvirt.h>

#include <map>
#include <string>

namespace cloister {

// A domain as it runs.
struct StartedDomain {
    std::string uuid;
    std::string version; // "QEMU 7.2.22"
    std::string libvirt; // the daemon's: "9.0.0"
};

// Transient, and destroyed when our connection ends, however that comes.
StartedDomain start_domain(virConnectPtr connection, const std::string& xml);

// "vcpu0", "emulator", "iothread1" → host CPUs, as libvirt reads them back: of vCPUs what the kernel says of
// their threads.
std::map<std::string, std::string> pinning_of(virConnectPtr connection, const std::string& uuid);

// Nothing of it is left afterwards. Says nothing where nothing was.
bool destroy_domain(virConnectPtr connection, const std::string& uuid);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The command line of one QEMU guest, made from its spec.
// Runs on: host. Pure. Channels are connected sockets that QEMU inherits: no socket file is left behind, and
// nobody else can connect.
#pragma once

#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/accelerator.hpp"

namespace cloister {

// File descriptors in the QEMU process.
struct QemuChannels {
    int qmp = -1;
    int console = -1; // not there where the guest's console is our terminal
    int agent = -1;
};

// A plugin, kernel_entries.c or operation_costs.c, and where it writes; TCG's alone.
struct EntryCounter {
    std::filesystem::path plugin;
    std::filesystem::path log;
    std::filesystem::path key_sites = {}; // operation_costs.c's alone; empty: none
};

// tsc_megahertz: of the host's time stamp counter. entry_counter: none where kernel entries are not counted.
std::vector<std::string> qemu_command_line(const GuestSpec& spec, Accelerator accelerator,
                                           const QemuChannels& channels, std::uint64_t tsc_megahertz,
                                           const std::optional<EntryCounter>& entry_counter = {});

} // namespace cloister

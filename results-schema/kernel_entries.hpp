// SPDX-License-Identifier: GPL-2.0-or-later
// What an emulated CPU did in its kernel over a window, counted by the emulator and not by the kernel.
// Runs on: host; counted by orchestrator/machine/qemu/kernel_entries.c, stored in the record.
#pragma once

#include "results-schema/document.hpp"

namespace cloister {

struct KernelEntries {
    CpuId cpu;
    std::uint64_t instructions = 0;
    std::map<std::string, std::uint64_t> from_user_space;
    std::map<std::string, std::uint64_t> all;
};

template <class Fields>
void describe(Fields& fields, KernelEntries& entries) {
    fields.field("cpu", entries.cpu, "Guest CPU");
    fields.field("instructions", entries.instructions,
                 "Kernel instructions that it executed in the window, whatever for");
    fields.field("from_user_space", entries.from_user_space,
                 "Where it entered the kernel from user space → how often: asm_sysvec_reschedule_ipi, "
                 "asm_exc_page_fault, entry_SYSCALL_64, …");
    fields.field("all", entries.all, "The same of all entries: an interrupt may find it in the kernel");
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What the plugin kernel_entries.c has written: at each edge of a window the word "edge", then for each vCPU
// a line "CPU INSTRUCTIONS", and one "CPU ADDRESS FROM-USER-SPACE ALL" for each address in the kernel where
// it began a block, counted in a window. Runs on: host. Pure.
#pragma once

#include "results-schema/kernel_entries.hpp"

#include <string_view>

namespace cloister {

// The log's name in the trial's directory.
constexpr const char* entry_log = "kernel-entries.log";

// What came between the first edge and the second: all addresses, as ffffffff81c01234. Empty where there are
// not two edges yet. Throws std::runtime_error for a line that is none of the plugin's.
std::vector<KernelEntries> entries_of_window(std::string_view log);

// Of these the entries alone, by the names that kallsyms has for them: where a CPU came from user space, and
// where interrupts and exceptions enter (asm_*, arch/x86/include/asm/idtentry.h). One that has no name keeps
// its address.
void name_entries(std::vector<KernelEntries>& entries, std::string_view kallsyms);

} // namespace cloister

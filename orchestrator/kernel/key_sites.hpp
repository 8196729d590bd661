// SPDX-License-Identifier: GPL-2.0-or-later
// Where a static key is asked in a kernel's text: one instruction each, a no-op or a jump, which the kernel
// patches when the key flips.
// Runs on: host. Pure. Sources: include/linux/jump_label.h (struct jump_entry,
// CONFIG_HAVE_ARCH_JUMP_LABEL_RELATIVE: every field counts from its own address, the two lowest bits of the
// last are flags), and the table's marks
// __start___jump_table and __stop___jump_table; the form is x86-64's since 4.20.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

// Ascending. vmlinux: an ELF file (embedded_kernel()), system_map: its System.map. Empty where the kernel has
// no such key. Throws std::runtime_error where the key is there, and the table is not.
std::vector<std::uint64_t> key_sites(std::string_view vmlinux, std::string_view system_map,
                                     const std::string& key);

} // namespace cloister

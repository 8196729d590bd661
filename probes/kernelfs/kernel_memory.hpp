// SPDX-License-Identifier: GPL-2.0-or-later
// Words of the kernel's own memory, read from /proc/kcore: an ELF core file whose segments are mapped as the
// kernel maps itself (fs/proc/kcore.c; CONFIG_PROC_KCORE). It writes nothing.
// Runs on: guest, as root. Errors: std::system_error for the file, std::runtime_error for an address that no
// segment holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cloister {

std::vector<std::uint64_t> read_kernel_words(std::uint64_t address, std::size_t count,
                                             const std::string& kcore = "/proc/kcore");

} // namespace cloister

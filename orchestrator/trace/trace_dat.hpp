// SPDX-License-Identifier: GPL-2.0-or-later
// Makes a trace.dat from what the agent shipped: raw ring-buffer pages, event formats, symbols.
// Runs on: host. The file is opened by trace-cmd, KernelShark and libtracecmd; its format is
// trace-cmd.dat.v6(5). Written here and not with "trace-cmd restore": that one, run as root, mounts tracefs
// on the host and writes the host's kptr_restrict, forgets the guest's trace clock, and says nothing when a
// header is missing. Errors: LabError naming the file that is missing or cannot be written.
#pragma once

#include <filesystem>

namespace cloister {

// x86-64, and the ring buffer's sub-buffer unless somebody changed it.
constexpr std::size_t page_bytes = 4096;

// blobs holds the agent's files under their names (wire/messages.hpp, BlobHead): cpu0.raw, cpu1.raw …,
// kallsyms, tracing/{events/header_page, events/header_event, events/ftrace/*/format,
// events/SYSTEM/EVENT/format} and, where the kernel has them, tracing/{printk_formats, saved_cmdlines}. A CPU
// without events may have an empty file. Every trace.dat stands by itself: formats of the armed events and
// the symbols that occur, about 100 KB.
void write_trace_dat(const std::filesystem::path& blobs, const std::filesystem::path& trace_dat);

} // namespace cloister

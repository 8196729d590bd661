// SPDX-License-Identifier: GPL-2.0-or-later
// What the agent shipped, taken out of a trace.dat again: the way back from write_trace_dat(). The same files
// make the same trace.dat, byte for byte.
// Runs on: host. Pure. Errors: LabError{lab} for what write_trace_dat() would not have written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

struct ShippedFile {
    std::string name; // as in wire::BlobHead: "cpu0.raw", "kallsyms", "tracing/events/header_page" …
    std::string bytes;
};

// In the order in which the agent ships them. kallsyms holds only the symbols that occur.
std::vector<ShippedFile> shipped_files(std::string_view trace_dat);

// Where a CPU's pages lie in the file.
struct RingBuffer {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

// By CPU. Errors: likewise; of the pages nothing is read.
std::vector<RingBuffer> ring_buffers(std::string_view trace_dat);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Kernel symbols whose addresses probes ask for.
// Runs on: both.
#pragma once

#include <array>
#include <string_view>

namespace cloister::symbol_names {

constexpr std::string_view text = "_text"; // where the kernel begins

// Work functions that empty a CPU's caches of the memory management. drain_local_pages_wq: before 6.0.
constexpr std::array<std::string_view, 2> drain_functions{"lru_add_drain_per_cpu", "drain_local_pages_wq"};

// Per-CPU caches: mm/swap.c, mm/mlock.c, fs/buffer.c; pagevecs on older kernels.
constexpr std::string_view lru_batches = "cpu_fbatches";
constexpr std::string_view mlock_batch = "mlock_fbatch";
constexpr std::string_view buffer_heads = "bh_lrus";
constexpr std::string_view lru_pagevecs = "lru_pvecs";
constexpr std::string_view lru_rotation = "lru_rotate";
// Where each CPU's copy of them lies (include/asm-generic/percpu.h).
constexpr std::string_view per_cpu_offsets = "__per_cpu_offset";

constexpr std::array<std::string_view, 9> all{text,         drain_functions[0], drain_functions[1],
                                              lru_batches,  mlock_batch,        buffer_heads,
                                              lru_pagevecs, lru_rotation,       per_cpu_offsets};

} // namespace cloister::symbol_names

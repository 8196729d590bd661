// SPDX-License-Identifier: GPL-2.0-or-later
// Where the locks of the per-CPU caches lie in this kernel's memory. A spinlock has no name of its own once
// the kernel runs: its address lies in a per-CPU variable, and that is told by /proc/kallsyms and the
// kernel's table __per_cpu_offset (include/asm-generic/percpu.h). What lies where within a variable the
// kernel does not say: the two locks of struct cpu_fbatches come last, behind its batches, with four bytes
// each; where locks are debugged they are larger, and one name stands for both. Runs on: guest; cache_locks()
// is pure.
#pragma once

#include "results-schema/cache_lock.hpp"

namespace cloister {

// kallsyms: its text. per_cpu_offsets: __per_cpu_offset of CPUs 0, 1, … A variable that this kernel does not
// have has no locks.
std::vector<CacheLock> cache_locks(std::string_view kallsyms,
                                   const std::vector<std::uint64_t>& per_cpu_offsets);

// Of the running kernel; none where it does not tell (no /proc/kcore, no symbols).
std::vector<CacheLock> read_cache_locks(std::string_view kallsyms);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Callers of lru_add_drain_all() by what makes the kernel call it; drain_call_named() knows them by name.
// Runs on: guest, on housekeeping CPUs. Where a kernel lacks one, making it throws std::system_error.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"
#include "workloads/disturbers/drain_call.hpp"

namespace cloister::workloads {

// page_advice.cpp
std::unique_ptr<DrainCall> fadvise_dontneed();
std::unique_ptr<DrainCall> madvise_collapse();
// page_moves.cpp
std::unique_ptr<DrainCall> move_pages_call();
std::unique_ptr<DrainCall> mbind_call();
// memfd_seal.cpp, longterm_pin.cpp; throw std::runtime_error where housekeeping is one CPU alone.
std::unique_ptr<DrainCall> memfd_seal(const CpuSet& housekeeping);
std::unique_ptr<DrainCall> longterm_pin(const CpuSet& housekeeping);
// memory_offline.cpp
std::unique_ptr<DrainCall> memory_offline();
// cpu_offline.cpp; no caller of lru_add_drain_all(): what a CPU held is drained as it goes.
std::unique_ptr<DrainCall> cpu_offline(const Layout& layout);
// memory_reclaim.cpp
std::unique_ptr<DrainCall> memory_reclaim();
// scanning_thread.cpp
std::unique_ptr<DrainCall> khugepaged_scan();
std::unique_ptr<DrainCall> ksm_scan();

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// A slab cache that is destroyed (kmem_cache_destroy(), mm/slab_common.c) takes with it what was to be freed
// after a grace period: kernels whose SLUB keeps sheaves of that queue flush_rcu_sheaf() on every CPU,
// whatever it keeps (flush_rcu_sheaves_on_cache(), mm/slub.c; 7.x). Runs on: guest, on housekeeping CPUs, as
// root.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// Of the caches that a device-mapper table brings; how many go with it, /sys/kernel/slab tells. Errors:
// std::system_error with EOPNOTSUPP where a cache has no sheaves to flush.
std::unique_ptr<Provocation> slab_destroy(const Handshake& handshake);

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// What a block of memory that goes offline does to other CPUs besides the drain of their batches: on kernels
// before 5.19 or so their lists of free pages are emptied by work that is queued on them, drain_all_pages(),
// mm/page_alloc.c. Runs on: guest, on housekeeping CPUs, as root.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// For subjects that touch a fresh page when asked, and so have a list of that zone. Errors: std::system_error
// with EOPNOTSUPP where whoever drains empties the lists himself.
std::unique_ptr<Provocation> page_lists(const Handshake& handshake);

} // namespace cloister::workloads

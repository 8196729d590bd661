// SPDX-License-Identifier: GPL-2.0-or-later
// Memory that is short where it is asked for: who asks takes pages back from the page cache himself, and if
// that is not enough, has every CPU's lists of free pages emptied (__alloc_pages_direct_reclaim(),
// mm/page_alloc.c), on kernels before 5.19 or so by work that is queued on them. Runs on: guest, on
// housekeeping CPUs, as root.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// For subjects that touch a fresh page when asked, and so have a list. Errors: std::system_error with
// EOPNOTSUPP where whoever drains empties the lists himself, "open /dev/ram0: REASON" without a RAM disk.
std::unique_ptr<Provocation> direct_reclaim(const Handshake& handshake);

} // namespace cloister::workloads

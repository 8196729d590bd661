// SPDX-License-Identifier: GPL-2.0-or-later
// Huge pages that are asked for and cannot be made: kcompactd, which compacted in vain, has every CPU's lists
// of free pages emptied (kcompactd_do_work(), mm/compaction.c), on kernels before 5.19 or so by work that is
// queued on them. Runs on: guest, on housekeeping CPUs, as root.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// For subjects that touch a fresh page when asked, and so have a list. Errors: std::system_error with
// EOPNOTSUPP where whoever drains empties the lists himself.
std::unique_ptr<Provocation> compaction_in_vain(const Handshake& handshake);

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// A CPU keeps the buffer heads that it looked up last in a file system on a block device (bh_lru_install(),
// fs/buffer.c). BLKFLSBUF, as any invalidate_bdev(), calls invalidate_bh_lru() on each CPU that keeps some.
// Since 6.4 isolated CPUs keep none. Runs on: guest, on housekeeping CPUs, as root.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// For subjects that read a directory of a small file system when asked; it is made and mounted here. Errors:
// std::system_error with EOPNOTSUPP where the first flush of all calls nothing on their CPUs.
std::unique_ptr<Provocation> buffer_heads(const Handshake& handshake);

} // namespace cloister::workloads

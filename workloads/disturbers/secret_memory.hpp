// SPDX-License-Identifier: GPL-2.0-or-later
// Memory that the kernel itself has no mapping of, memfd_secret(2): each page that is touched leaves the
// direct map, and every CPU must forget that address (secretmem_fault(), mm/secretmem.c):
// do_kernel_range_flush(). Where that splits a large page all is flushed as well, by another function. Runs
// on: guest, on housekeeping CPUs. Errors: std::system_error, ENOSYS before 5.14, and before 6.5 without
// secretmem.enable=1 on the kernel's command line.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// A page a call.
std::unique_ptr<Provocation> secret_memory(const Handshake& handshake);

} // namespace cloister::workloads

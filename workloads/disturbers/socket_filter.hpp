// SPDX-License-Identifier: GPL-2.0-or-later
// A BPF program that comes and goes, as with every seccomp or socket filter: its memory is made read-only,
// and when it is freed, mapped as before; every CPU must forget what it knew of that memory. Runs on: guest,
// on housekeeping CPUs, as root.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

std::unique_ptr<Provocation> socket_filter(const Handshake& handshake);

} // namespace cloister::workloads

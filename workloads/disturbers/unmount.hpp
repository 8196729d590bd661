// SPDX-License-Identifier: GPL-2.0-or-later
// A mount that goes waits for an expedited grace period (namespace_unlock(), fs/namespace.c), which asks each
// CPU that is in the kernel: rcu_exp_handler(), kernel/rcu/tree_exp.h. One in user space is quiescent under
// nohz_full= and is not asked, nor is one that passes through it before the IPI is sent. Runs on: guest, on
// housekeeping CPUs, as root. Errors: std::system_error with EOPNOTSUPP where no CPU is asked.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// Beside subjects each of which stays in the kernel when asked, until it is let go.
std::unique_ptr<Provocation> unmount(const Handshake& handshake);

} // namespace cloister::workloads

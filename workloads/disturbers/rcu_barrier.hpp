// SPDX-License-Identifier: GPL-2.0-or-later
// rcu_barrier(), kernel/rcu/tree.c: rcu_barrier_handler() on each CPU where RCU callbacks wait, also where
// others invoke them, as under nohz_full=. By rcutree.do_rcu_barrier (6.12 has it, 6.1 does not). Runs on:
// guest, on housekeeping CPUs, as root. Errors: std::system_error with EOPNOTSUPP where no callback waits.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// Beside subjects each of which leaves callbacks when asked.
std::unique_ptr<Provocation> rcu_barrier(const Handshake& handshake);

} // namespace cloister::workloads

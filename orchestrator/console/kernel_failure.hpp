// SPDX-License-Identifier: GPL-2.0-or-later
// The console oracle: whether a guest's kernel complained, and with which line.
// Runs on: host. Pure. Lines as printed by kernel/panic.c, lib/bug.c, kernel/locking/lockdep.c,
// kernel/watchdog.c, kernel/rcu/tree_stall.h, mm/kasan/report.c and lib/ubsan.c.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cloister {

// The first complaint without its time stamp: "Kernel panic - not syncing: …", "BUG: …", "WARNING: …".
std::optional<std::string> kernel_failure(std::string_view console);
// The first line in which the kernel complains of nothing but that time passed without it:
// sched_tick_remote() warns when an isolated CPU's clock stood still for three seconds (kernel/sched/core.c),
// which an emulated guest on a busy host meets with no fault of its own. No kernel_failure(). Stalls and
// lockups, which take twenty, are failures.
std::optional<std::string> kernel_starvation(std::string_view console);

} // namespace cloister

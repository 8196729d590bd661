// SPDX-License-Identifier: GPL-2.0-or-later
// /proc/lock_stat, where the kernel has CONFIG_LOCK_STAT: the locks of a series and those behind them. What
// it costs is a debug kernel's: its times are to be compared with each other, and with nothing else. Runs on:
// guest. Source: kernel/locking/lockdep_proc.c (seq_stats(), lock_stat_write()).
#pragma once

#include "results-schema/lock_use.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace cloister::agent {

// Those whose name tells that the series brought them (remote_lock, remote_lock_irq), and the locks that are
// taken under them (lru_lock, those of page lists and zones). A class that nobody took is left out.
std::vector<LockUse> parse_lock_stat(std::string_view text);

// From now on everything counts. Nothing happens on a kernel without lock_stat.
void clear_lock_stat();
// nullopt: this kernel has none.
std::optional<std::vector<LockUse>> read_lock_stat();

} // namespace cloister::agent

// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel counts of its locks, where it has CONFIG_LOCK_STAT: those of a series and those behind
// them, by /proc/lock_stat, and by CPU by its events. What this costs is a debug kernel's: its times are to
// be compared with each other, and with nothing else. Runs on: guest. Source: kernel/locking/lockdep_proc.c
// (seq_stats(), lock_stat_write()).
#pragma once

#include "orchestrator/agent/lock_events.hpp"

#include <string_view>

namespace cloister::agent {

// Those whose name tells that the series brought them (remote_lock, remote_lock_irq), and the locks that are
// taken under them (lru_lock, those of page lists and zones). A class that nobody took is left out.
std::vector<LockUse> parse_lock_stat(std::string_view text);

// Made while one CPU is online; where the kernel counts nothing of the kind it does nothing.
class LockStat {
  public:
    LockStat();

    void open_window(); // from now on everything counts
    // nullopt: this kernel does not count.
    std::optional<std::vector<LockUse>> since_then() const;

  private:
    bool counts_;
    LockEvents events_;
    LockTimes opened_;
};

} // namespace cloister::agent

// SPDX-License-Identifier: GPL-2.0-or-later
// What the running kernel has to be traced with: events, functions, names of histogram keys. Asked for by
// presence, never by version.
// Runs on: guest. Errors: std::system_error for an unreadable file.
#pragma once

#include "probes/cache_locks.hpp"
#include "probes/tracefs/trace_instance.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cloister {

class KernelOffers {
  public:
    // Reads /proc/kallsyms, /proc/kcore and the tracing directory. linked: symbols_for_probes() of this
    // kernel's System.map; empty where there is none, and then all of kallsyms is read.
    static KernelOffers read(std::string_view linked);
    KernelOffers(std::string tracing_dir, std::string symbols, std::vector<CacheLock> locks = {});

    bool event(const EventName& event) const;
    // Of a function that can be named in a filter or a kprobe.
    std::optional<std::uint64_t> address(const std::string& function) const;
    // Those of the functions that this kernel has.
    std::vector<std::string> present(const std::vector<std::string>& functions) const;
    // Of per-CPU caches (cache_locks.hpp); none where the kernel does not tell.
    const std::vector<CacheLock>& locks() const { return locks_; }
    // "common_cpu", before 5.17 "cpu".
    const std::string& cpu_key() const { return cpu_key_; }
    // As lines of kallsyms: all of the kernel's, or those of linked, moved to where it runs.
    const std::string& symbols() const { return symbols_; }

  private:
    std::string tracing_dir_;
    std::string symbols_;
    // Where the names of its functions begin: tens of thousands, a handful of which is asked for.
    std::vector<std::size_t> functions_;
    std::string cpu_key_;
    std::vector<CacheLock> locks_;
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/known_races.hpp"

#include "probes/kernelfs/file.hpp"

#include <filesystem>

namespace cloister::agent {

void pass_over_known_races() {
    const std::string filter = "/sys/kernel/debug/kcsan"; // kernel/kcsan/debugfs.c
    // The clock of our traces is read while it is set: "not guaranteed to be monotonic across an update"
    // (kernel/time/timekeeping.c).
    if (std::filesystem::exists(filter))
        write_file(filter, "!ktime_get_mono_fast_ns");
}

} // namespace cloister::agent

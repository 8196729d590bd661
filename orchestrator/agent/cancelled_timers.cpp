// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/cancelled_timers.hpp"

#include "probes/kernelfs/run_on.hpp"

#include <ctime>

namespace cloister::agent {

void forget_cancelled_timers(const CpuSet& isolated, const CpuSet& housekeeping) {
    for (const CpuId cpu : isolated) {
        run_on({cpu});
        const timespec moment{0, 1000};
        ::nanosleep(&moment, nullptr);
    }
    run_on(housekeeping);
}

} // namespace cloister::agent

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/clock_source.hpp"

#include "probes/kernelfs/file.hpp"

namespace cloister::agent {

void wait_for_final_clock(const Deadline& deadline) {
    while (read_knob("/sys/devices/system/clocksource/clocksource0/current_clocksource") == "tsc-early")
        deadline.wait_a_moment();
}

} // namespace cloister::agent

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/clock_source.hpp"

#include "probes/kernelfs/file.hpp"

#include <algorithm>

namespace cloister::agent {
namespace {

// Only a kernel with symbols obeys (init/main.c, initcall_blacklist), and one without has no drains to trace.
bool stays() {
    const std::vector<std::string> words = words_of(read_knob("/proc/cmdline").value_or(""));
    return std::find(words.begin(), words.end(), "initcall_blacklist=init_tsc_clocksource") != words.end();
}

} // namespace

void wait_for_final_clock(const Deadline& deadline) {
    if (stays())
        return;
    while (read_knob("/sys/devices/system/clocksource/clocksource0/current_clocksource") == "tsc-early")
        deadline.wait_a_moment();
}

} // namespace cloister::agent

// SPDX-License-Identifier: GPL-2.0-or-later
// What a run costs beyond what it measures:
//   overhead = (wall - windows - bare boots) / bare boots
// Runs on: host. Pure.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace cloister {

struct TrialTimes {
    std::string kind; // "drains", "storm", "quiet"; "boot": no window, nothing is armed
    std::chrono::nanoseconds bare_boot{0};
    std::chrono::nanoseconds boot{0};     // QEMU's start to the agent's hello
    std::chrono::nanoseconds verify{0};   // symbols, mode and isolation read back, the other CPUs online
    std::chrono::nanoseconds arming{0};   // probes, workload, knobs, the rehearsed drain
    std::chrono::nanoseconds edges{0};    // waiting for quiet before the window
    std::chrono::nanoseconds window{0};   // window_closed - window_opened of the record
    std::chrono::nanoseconds harvest{0};  // ring buffers and symbols to the host
    std::chrono::nanoseconds trace{0};    // trace.dat is made of them
    std::chrono::nanoseconds farewell{0}; // until QEMU has ended, beside that
    std::chrono::nanoseconds store{0};    // digests and record.json
};

struct RunTimes {
    std::vector<TrialTimes> trials;
    std::chrono::nanoseconds prepare{0}; // kernel, plan, initramfs
    std::chrono::nanoseconds judge{0};   // traces decoded, verdicts, report
    std::chrono::nanoseconds wall{0};    // from the first to the last, the bare boots in between left out
};

double overhead(const RunTimes& run);
// The same of those trials alone that have a window, and without what a run does once.
double overhead_of_windows(const RunTimes& run);
// Of an even number the lower one: each figure was really seen.
double median_overhead(const std::vector<RunTimes>& runs);
// A table of medians by kind of trial, and the sums that give the overhead. runs is not empty, and all did
// the same trials.
std::string overhead_text(const std::vector<RunTimes>& runs, double bound);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Events armed by the kernel itself at boot, before its second CPU runs: the parameter trace_instance= (since
// 6.3) makes our instance with them enabled, and later arming only adds filters and histograms to it.
// Enabling an event patches kernel text, which sends IPIs to every CPU; worse, QEMU before 8.1 translates
// text that another vCPU is patching at that moment and keeps what it saw, so that a multi-threaded TCG guest
// dies of a stale breakpoint ("Oops: int3"; mended by QEMU commit deba78709ae8, accel/tcg: Always lock pages
// before translation). A kernel without the parameter ignores it: the agent makes up for it
// (boot_events.hpp). Runs on: both. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cloister {

// The instance's name.
constexpr const char* trace_instance_name = "cloister";

// "system:event" of everything that a probe of the catalogue may arm.
const std::vector<std::string>& boot_events();

// "trace_instance=cloister,irq:softirq_entry,…"
std::string boot_instance_parameter();
// Of a kernel that counts how its locks are used (CONFIG_LOCK_STAT): an instance of its own, as these events
// come by the million. Armed later they would patch what patching itself runs through, and the handler of its
// breakpoints with it: of QEMU 7.2's guests one in two died.
constexpr const char* lock_instance_name = "cloister-locks";
std::string lock_instance_parameter();
// Whether a guest was booted with it: one that only boots has nothing to trace.
bool has_boot_instance(std::string_view command_line);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Events that the kernel does not have itself, at the entries of its functions: all bear the system
// "cloister". A kprobe patches text: make it while one CPU is online. Runs on: guest. Errors:
// std::runtime_error with the kernel's words, where not said otherwise.
#pragma once

#include "probes/tracefs/trace_instance.hpp"

namespace cloister {

constexpr const char* kprobe_system = "cloister";
constexpr const char* kernels_own_instance = "";

// "/instances/cloister", to be given to switch_kprobe().
std::string our_instance();

// Whether this kernel can have any.
bool has_kprobes();
// Whether the function is there to be probed.
bool probe_entry(const EventName& event, const std::string& function, const char* arguments);
// Whether the event is there to be switched; switched: "0" or "1".
bool switch_kprobe(const std::string& instance, const EventName& event, const char* switched);

} // namespace cloister

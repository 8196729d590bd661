// SPDX-License-Identifier: GPL-2.0-or-later
// Which function an IPI calls, of a kernel that has no csd events (they came with 6.5): one kprobe event at
// the entries of the functions that are known to be called so. Made before the second CPU runs, for it
// patches text. What else is called has no name there: its IPI is counted all the same. Runs on: guest; the
// names are the decoder's as well. Errors: std::runtime_error with the kernel's words.
#pragma once

namespace cloister {

namespace call_kprobe {

constexpr const char* event = "called_function"; // cloister:EVENT
constexpr const char* place = "__probe_ip";      // its field that tells where

} // namespace call_kprobe

// Enabled in our instance; none where the kernel has the events, or no kprobes.
void make_call_kprobes();

} // namespace cloister

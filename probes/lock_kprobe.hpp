// SPDX-License-Identifier: GPL-2.0-or-later
// The name of the one event that the kernel does not have itself (lock_probe.hpp).
// Runs on: both.
#pragma once

namespace cloister::lock_kprobe {

constexpr const char* event = "lock_contended"; // with the field "lock": the lock's address

} // namespace cloister::lock_kprobe

// SPDX-License-Identifier: GPL-2.0-or-later
// The stage of a failure by which a record says that this kernel refused the disturber at its first try,
// before the window, for want of a file, a call or an option: it cannot be disturbed so. Runs on: both. Pure.
#pragma once

namespace cloister::wire {

constexpr const char* rehearsal_stage = "rehearse";

} // namespace cloister::wire

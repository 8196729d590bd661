// SPDX-License-Identifier: GPL-2.0-or-later
// Races that a kernel has on purpose and does not mark, and that our own probes walk into: KCSAN is told not
// to report them, by the function's name. Runs on: guest. Errors: std::system_error for a function that the
// kernel does not have.
#pragma once

namespace cloister::agent {

// Nothing where the kernel has no KCSAN.
void pass_over_known_races();

} // namespace cloister::agent

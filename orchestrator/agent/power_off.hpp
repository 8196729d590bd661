// SPDX-License-Identifier: GPL-2.0-or-later
// The end of the guest. Runs on: guest, as PID 1. Returns only where it is not PID 1 of a machine.
#pragma once

namespace cloister::agent {

void power_off();

} // namespace cloister::agent

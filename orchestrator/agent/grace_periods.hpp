// SPDX-License-Identifier: GPL-2.0-or-later
// How the kernel waits for its readers (/sys/kernel/rcu_expedited). Arming puts some forty filters, triggers
// and events in place, each of which waits for a grace period: 30 ms when it is polite, 1 ms when it hurries.
// To hurry means to send IPIs to every CPU, so it must be over before the window.
// Runs on: guest. A kernel without the file is always polite. Errors: std::system_error.
#pragma once

namespace cloister::agent {

void hurry_grace_periods();
// As the kernel was booted.
void calm_grace_periods();

} // namespace cloister::agent

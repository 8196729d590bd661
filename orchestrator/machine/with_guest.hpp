// SPDX-License-Identifier: GPL-2.0-or-later
// The only place where a guest lives: start, run the body, end the guest, and only then let a failure out.
// Runs on: host. co_await is illegal in a catch handler, hence the kept exception_ptr.
#pragma once

#include "orchestrator/machine/machine.hpp"

#include <functional>

namespace cloister {

// body takes the guest by reference for the time of the call. Returns what the guest says of itself at its
// end.
Task<MachineFacts> with_guest(Machine& machine, GuestSpec spec, std::function<Task<void>(Guest&)> body);

} // namespace cloister

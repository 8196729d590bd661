// SPDX-License-Identifier: GPL-2.0-or-later
// A guest in which each instruction is counted: the mode verified, the operations done, the end. It speaks on
// the console alone (wire/cost_order.hpp). Runs on: guest, as PID 1. Errors: exceptions, told there as well.
#pragma once

namespace cloister::agent {

bool has_cost_order();
void serve_cost();

} // namespace cloister::agent

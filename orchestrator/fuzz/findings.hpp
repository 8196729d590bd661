// SPDX-License-Identifier: GPL-2.0-or-later
// What guests found, each once: by the first thing that a guest showed. Runs on: host. Pure.
#pragma once

#include "orchestrator/fuzz/conclude_guest.hpp"

namespace cloister {

// A guest of this case, before it is known what became of it.
FuzzGuest guest_of(const FuzzCase& drawn, std::uint64_t number, const std::string& what);
// replay: the command that has this guest again.
void add_guest(Fuzz& fuzz, FuzzGuest guest, const FuzzEnd& end, const std::string& replay);
bool shows(const FuzzGuest& guest, const std::string& title);
// 1: something was found (of a replay or a reduction: it came again); 2: a guest says nothing, or there is
// none; else 0.
int exit_code(const Fuzz& fuzz);

} // namespace cloister

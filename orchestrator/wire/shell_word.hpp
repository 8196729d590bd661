// SPDX-License-Identifier: GPL-2.0-or-later
// The word of a guest's command line by which its agent knows that a person waits at the console. With a dot:
// the kernel takes it for a module's and keeps it to itself. Runs on: both. Pure.
#pragma once

namespace cloister::wire {

constexpr const char* shell_word = "cloister.shell";

} // namespace cloister::wire

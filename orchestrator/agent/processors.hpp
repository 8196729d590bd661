// SPDX-License-Identifier: GPL-2.0-or-later
// Every CPU of the guest brought online. A guest under TCG boots on one (maxcpus=1,
// machine/qemu/command_line.cpp) and gets the others here, after the boot has patched its text. Runs on:
// guest, before anything is read or armed. Errors: std::system_error naming the CPU's file.
#pragma once

namespace cloister::agent {

void bring_processors_online();

} // namespace cloister::agent

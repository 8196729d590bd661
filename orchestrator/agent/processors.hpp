// SPDX-License-Identifier: GPL-2.0-or-later
// Every CPU of the guest brought online, by a child, so that the agent can read the kernel's symbols
// meanwhile. A guest under TCG boots on one (maxcpus=1, machine/qemu/command_line.cpp) and gets the others
// here, after the boot has patched its text. Runs on: guest, before anything is armed. Owns the child.
// Errors: std::system_error; the child says on the console which CPU stayed away.
#pragma once

namespace cloister::agent {

class ComingProcessors {
  public:
    ComingProcessors();
    ComingProcessors(const ComingProcessors&) = delete;
    ComingProcessors& operator=(const ComingProcessors&) = delete;
    ~ComingProcessors();

    // Returns when all are online.
    void wait();

  private:
    int child_;
};

} // namespace cloister::agent

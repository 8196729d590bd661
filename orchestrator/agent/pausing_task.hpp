// SPDX-License-Identifier: GPL-2.0-or-later
// A task that does nothing but pause, on whatever CPU it is put. Where QEMU runs guests by the count of their
// instructions, a CPU gets what is left until the next timer, and only one that halts or pauses leaves some
// of it to the next (rr_cpu_thread_fn(); shared evenly since QEMU 8.1). A kernel of 5.10 that waits for
// another CPU to come does neither: it calls schedule() (do_boot_cpu(), smpboot.c), and the other one never
// gets its turn. Beside this task it does. Runs on: guest. Owns the child. Errors: std::system_error.
#pragma once

namespace cloister::agent {

class PausingTask {
  public:
    PausingTask();
    PausingTask(const PausingTask&) = delete;
    PausingTask& operator=(const PausingTask&) = delete;
    ~PausingTask();

  private:
    int child_;
};

} // namespace cloister::agent

// SPDX-License-Identifier: GPL-2.0-or-later
// What the host's kernel tells of a running process: its program, its words, its threads by name.
// Runs on: host. Source: /proc/PID/{exe,cmdline,task/*/comm}, of which exe alone needs to be root or the
// process's user. What cannot be read is not there: it may have ended.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace cloister {

// The file that it runs.
std::optional<std::string> program_of(pid_t process);
// Its command line, word by word.
std::vector<std::string> words_of_process(pid_t process);
// Threads that QEMU runs a guest's CPUs in, in the order of the CPUs: those named "CPU 2/KVM" or "CPU 2/TCG"
// where it was started with -name debug-threads=on (qemu_thread_create() of accel/, QEMU 7.2).
std::vector<pid_t> vcpu_threads_of(pid_t qemu, const std::filesystem::path& proc = "/proc");

// Digests of program files, each computed once: a QEMU is large, and does not change in a run.
class ProgramDigests {
  public:
    const std::string& of(const std::string& program);

  private:
    std::map<std::string, std::string> known_;
};

} // namespace cloister

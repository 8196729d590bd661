// SPDX-License-Identifier: GPL-2.0-or-later
// One of the kernel's own threads, whose work is over when it sleeps again. Runs on: guest. Errors:
// std::runtime_error where there is none of that name, or it is awake for longer than ten seconds.
#pragma once

#include <cstdint>
#include <string>

namespace cloister::workloads {

class KernelThread {
  public:
    // name: its comm, as "kcompactd0".
    explicit KernelThread(const std::string& name);

    void wait_until_asleep() const;
    // For loops that wait for what it does; since: when they began, of now_ns().
    void wait_a_moment(std::uint64_t since) const;

  private:
    std::string name_;
    std::string stat_;
};

} // namespace cloister::workloads

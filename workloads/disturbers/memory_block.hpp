// SPDX-License-Identifier: GPL-2.0-or-later
// A block of memory (128 MiB on x86 below 64 GiB) that goes offline and comes back, as in
// Documentation/admin-guide/mm/memory-hotplug.rst. Only one that is movable as a whole is sure to go: boot
// with movablecore=256M nokaslr, or the kernel's own image may be in it. Offline when this is made, online
// and movable again when it goes. Runs on: guest, on housekeeping CPUs, as root. Errors: std::system_error
// "open PATH: REASON" on a kernel without CONFIG_MEMORY_HOTPLUG; EOPNOTSUPP where no block goes.
#pragma once

#include "probes/kernelfs/open_file.hpp"

#include <string>

namespace cloister::workloads {

class MovableBlock {
  public:
    MovableBlock();
    MovableBlock(const MovableBlock&) = delete;
    MovableBlock& operator=(const MovableBlock&) = delete;
    ~MovableBlock();

    void go_online();
    void go_offline();

  private:
    void go(const char* state) const;

    OpenFile state_;
    bool online_ = false;
};

} // namespace cloister::workloads

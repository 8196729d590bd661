// SPDX-License-Identifier: GPL-2.0-or-later
// A system call that never sleeps and takes as long as somebody else wants, up to a second or so: reads a
// file without contents until that is cut (shmem_file_read_iter(), mm/shmem.c, asks for its size at each
// page). Runs on: guest, in a subject; the one who ends it anywhere. Errors: std::system_error.
#pragma once

#include "workloads/region.hpp"

#include <array>
#include <atomic>
#include <sys/types.h>
#include <sys/uio.h>

namespace cloister::workloads {

class LongRead {
  public:
    // The kernel clears the word before all else: whoever sees that knows that this CPU is in there.
    explicit LongRead(std::atomic<std::uint64_t>& cleared_inside);
    LongRead(const LongRead&) = delete;
    LongRead& operator=(const LongRead&) = delete;
    ~LongRead();

    static constexpr std::size_t all = std::size_t{1023} << 20U;
    // How many bytes; less than all where it was ended.
    std::size_t read();
    // Of the process that reads.
    static void end(pid_t reader);

  private:
    Region region_;
    std::array<iovec, 1024> pieces_{}; // UIO_MAXIOV: the word, then the same memory again and again
};

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/reread_pages.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "workloads/region.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

const std::string generations = "/sys/kernel/mm/lru_gen/enabled";

} // namespace

RereadPages::RereadPages() : file_(check_errno(::memfd_create("reread", MFD_CLOEXEC), "memfd_create")) {
    if (read_knob(generations))
        write_file(generations, "n");
    later_ = written();
}

RereadPages::~RereadPages() {
    ::close(file_);
}

void RereadPages::read_anew() {
    use_twice(later_);
    use_twice(written());
    later_ = written();
}

off_t RereadPages::written() {
    const off_t page = end_;
    check_errno(::pwrite(file_, "", 1, page), "write", "reread");
    end_ += static_cast<off_t>(page_bytes);
    return page;
}

// Only who reads the beginning of a page uses it (shmem_file_read_iter(), mm/shmem.c).
void RereadPages::use_twice(off_t page) const {
    char byte = 0;
    for (int time = 0; time < 2; ++time)
        check_errno(::pread(file_, &byte, 1, page), "read", "reread");
}

} // namespace cloister::workloads

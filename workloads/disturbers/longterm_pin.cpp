// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/check_errno.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/disturbers/two_cpus.hpp"
#include "workloads/region.hpp"

#include <linux/io_uring.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

int ring() {
    io_uring_params parameters{};
    return check_errno(static_cast<int>(::syscall(SYS_io_uring_setup, 1, &parameters)), "io_uring_setup");
}

// collect_longterm_unpinnable_folios(), mm/gup.c: a page that is pinned for long must leave ZONE_MOVABLE
// first, and drains where a batch still refers to it. A buffer of io_uring is pinned so. Without
// movablecore= no page is in that zone.
class LongtermPin : public DrainCall {
  public:
    explicit LongtermPin(const TwoCpus& cpus) : cpus_(cpus) { page_.never_huge(); }
    LongtermPin(const LongtermPin&) = delete;
    LongtermPin& operator=(const LongtermPin&) = delete;
    ~LongtermPin() override { ::close(ring_); }

    void prepare() override {
        unpin();
        page_.advise(MADV_DONTNEED, "DONTNEED");
        cpus_.go_to_first();
        page_.touch(0);
        cpus_.go_to_second();
    }
    void drain() override {
        const iovec buffer{page_.begin(), page_.bytes()};
        check_errno(::syscall(SYS_io_uring_register, ring_, IORING_REGISTER_BUFFERS, &buffer, 1U),
                    "io_uring_register", "BUFFERS");
        pinned_ = true;
    }
    void tidy_up() override { unpin(); }

  private:
    void unpin() {
        if (pinned_)
            check_errno(::syscall(SYS_io_uring_register, ring_, IORING_UNREGISTER_BUFFERS, nullptr, 0U),
                        "io_uring_register", "no BUFFERS");
        pinned_ = false;
    }

    TwoCpus cpus_;
    int ring_ = ring();
    bool pinned_ = false;
    Region page_{page_bytes, "to pin"};
};

} // namespace

std::unique_ptr<DrainCall> longterm_pin(const CpuSet& housekeeping) {
    return std::make_unique<LongtermPin>(TwoCpus(housekeeping));
}

} // namespace cloister::workloads

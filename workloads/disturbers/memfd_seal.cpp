// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/disturbers/two_cpus.hpp"
#include "workloads/region.hpp"

#include <array>
#include <sys/mman.h>

namespace cloister::workloads {
namespace {

// memfd_wait_for_pins(), mm/memfd.c: drains where somebody else still refers to a page, as another CPU's
// batch does. So the page is written on one CPU and sealed on the other; once a file.
class MemfdSeal : public DrainCall {
  public:
    explicit MemfdSeal(const TwoCpus& cpus) : cpus_(cpus) {}
    MemfdSeal(const MemfdSeal&) = delete;
    MemfdSeal& operator=(const MemfdSeal&) = delete;
    ~MemfdSeal() override { tidy_up(); }

    void prepare() override {
        tidy_up();
        cpus_.go_to_first();
        file_ = check_errno(::memfd_create("seal", MFD_ALLOW_SEALING | MFD_CLOEXEC), "memfd_create");
        check_errno(::pwrite(file_, page_.data(), page_.size(), 0), "write", "memfd");
        cpus_.go_to_second();
    }
    void drain() override { check_errno(::fcntl(file_, F_ADD_SEALS, F_SEAL_WRITE), "seal", "memfd"); }
    void tidy_up() override {
        if (file_ >= 0)
            ::close(file_);
        file_ = -1;
    }

  private:
    TwoCpus cpus_;
    int file_ = -1;
    std::array<char, page_bytes> page_{};
};

} // namespace

std::unique_ptr<DrainCall> memfd_seal(const CpuSet& housekeeping) {
    return std::make_unique<MemfdSeal>(TwoCpus(housekeeping));
}

} // namespace cloister::workloads

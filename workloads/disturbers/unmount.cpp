// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/unmount.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/function_calls.hpp"
#include "workloads/subjects/long_read.hpp"

#include <ctime>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mount.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

constexpr std::uint64_t longest_entry_ns = 10'000'000'000;

class Unmount : public Provocation {
  public:
    explicit Unmount(const Handshake& handshake) : handshake_(handshake), cpus_(subjects_cpus(handshake)) {}

    void provoke() override {
        // A copy of a mount, mounted nowhere: it goes with its descriptor.
        const int mount =
            check_errno(::open_tree(AT_FDCWD, "/", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC), "open_tree", "/");
        const std::vector<std::uint64_t> before = read_calls();
        wait_until_in_kernel();
        ::close(mount);
        for (const CpuId cpu : cpus_)
            LongRead::end(handshake_.subjects[cpu.number].pid.load());
        asked_ = all_called(cpus_, before, read_calls());
        if (first_ && !asked_)
            throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                    "an expedited grace period asks no isolated CPU");
        first_ = false;
    }
    std::uint64_t times() override { return asked_ ? 1 : 0; }

  private:
    void wait_until_in_kernel() const {
        const std::uint64_t since = now_ns();
        for (const CpuId cpu : cpus_)
            while (handshake_.subjects[cpu.number].page.load(std::memory_order_acquire) != 0) {
                if (now_ns() - since > longest_entry_ns)
                    throw std::runtime_error("the subject on CPU " + std::to_string(cpu.number) +
                                             " does not enter the kernel in 10 s");
                const timespec moment{0, 20'000};
                ::nanosleep(&moment, nullptr);
            }
    }

    const Handshake& handshake_;
    CpuSet cpus_;
    bool first_ = true;
    bool asked_ = false;
};

} // namespace

std::unique_ptr<Provocation> unmount(const Handshake& handshake) {
    return std::make_unique<Unmount>(handshake);
}

} // namespace cloister::workloads

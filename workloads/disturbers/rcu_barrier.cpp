// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/rcu_barrier.hpp"

#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/function_calls.hpp"

#include <ctime>

namespace cloister::workloads {
namespace {

// Before that the kernel lets a barrier wait, and the callback would be gone: HZ / 16 and a tick or two
// (rcu_barrier_throttled()).
constexpr std::uint64_t between_barriers_ns = 75'000'000;

// A grace period in which CPUs must be looked at, because they are in user space, takes at least so many
// ticks: a callback waits longer than a busy host keeps a subject from the next one.
constexpr const char* slow_grace_periods = "10";

class RcuBarrier : public Provocation {
  public:
    explicit RcuBarrier(CpuSet cpus) : cpus_(std::move(cpus)) {}

    void provoke() override {
        const std::uint64_t since = now_ns();
        const std::vector<std::uint64_t> before = read_calls();
        const char now = '1';
        check_errno(::pwrite(file_.number(), &now, 1, 0), "write", file_.path());
        called_ = all_called(cpus_, before, read_calls());
        if (first_ && !called_)
            throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                    "rcu_barrier() passes over isolated CPUs");
        first_ = false;
        while (now_ns() - since < between_barriers_ns) {
            const timespec moment{0, 2'000'000};
            ::nanosleep(&moment, nullptr);
        }
    }
    // None where all callbacks had gone meanwhile.
    std::uint64_t times() override { return called_ ? 1 : 0; }

  private:
    CpuSet cpus_;
    OpenFile file_{"/sys/module/rcutree/parameters/do_rcu_barrier", O_WRONLY};
    SavedKnob slow_{"/sys/module/rcutree/parameters/jiffies_till_first_fqs", slow_grace_periods};
    bool first_ = true;
    bool called_ = false;
};

} // namespace

std::unique_ptr<Provocation> rcu_barrier(const Handshake& handshake) {
    return std::make_unique<RcuBarrier>(subjects_cpus(handshake));
}

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/memcg_stock.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"
#include "workloads/clock.hpp"
#include "workloads/disturbers/memory_group.hpp"
#include "workloads/region.hpp"

#include <ctime>
#include <stdexcept>

namespace cloister::workloads {
namespace {

constexpr std::uint64_t longest_drain_ns = 10'000'000'000;
constexpr std::uint64_t longest_trial_ns = 500'000'000;

void wait_a_moment() {
    const timespec moment{0, 200'000};
    ::nanosleep(&moment, nullptr);
}

// A subject that has just charged a page has taken a batch of them, and its CPU keeps the rest.
// memory_high_write() drains once where more is charged than the new limit; the items are not waited for, but
// what is charged tells when they have run.
class MemcgStock : public Provocation {
  public:
    explicit MemcgStock(const Handshake& handshake) {
        for (std::uint32_t cpu = 0; cpu < handshake.cpus; ++cpu)
            if (handshake.subjects[cpu].state.load() == State::running)
                write_file(group_ + "/cgroup.procs", std::to_string(handshake.subjects[cpu].pid.load()));
    }

    void provoke() override {
        const std::uint64_t before = charged();
        write_file(group_ + "/memory.high", std::to_string(before - page_bytes));
        if (kept_ == 0)
            kept_ = before - least_charged();
        if (kept_ == 0)
            throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                    "drain_all_stock() leaves isolated CPUs what they keep");
        for (const std::uint64_t since = now_ns(); charged() != before - kept_; wait_a_moment())
            if (now_ns() - since > longest_drain_ns)
                throw std::runtime_error("memory.current does not fall by what the CPUs kept");
        write_file(group_ + "/memory.high", "max");
    }

  private:
    std::uint64_t charged() const { return std::stoull(read_file(group_ + "/memory.current")); }
    // Of half a second: the first drain, before the window, tells how much that is.
    std::uint64_t least_charged() const {
        for (const std::uint64_t since = now_ns(); now_ns() - since < longest_trial_ns;)
            wait_a_moment();
        return charged();
    }

    std::string group_ = memory_group("subjects");
    std::uint64_t kept_ = 0;
};

} // namespace

std::unique_ptr<Provocation> memcg_stock(const Handshake& handshake) {
    return std::make_unique<MemcgStock>(handshake);
}

} // namespace cloister::workloads

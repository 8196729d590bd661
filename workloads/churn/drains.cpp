// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/check_errno.hpp"
#include "workloads/churn/churn.hpp"
#include "workloads/churn/pause.hpp"
#include "workloads/disturbers/drain_call.hpp"

#include <sched.h>

namespace cloister::workloads {
namespace {

// Made anew now and then: what a call keeps ready, as a block of memory or a descriptor, comes and goes too.
class Drains : public Churn {
  public:
    explicit Drains(MakeDrainCall make) : make_(make), call_(make_({housekeeping(), {}})) {}

    void round(Draws& draws) override {
        if (!call_ || draws.one_in(50)) {
            call_.reset();
            call_ = make_({housekeeping(), {}});
        }
        call_->prepare();
        call_->drain();
        call_->tidy_up();
        pause_up_to(10, draws);
    }

  private:
    static CpuSet housekeeping() {
        cpu_set_t mask;
        CPU_ZERO(&mask);
        check_errno(::sched_getaffinity(0, sizeof mask, &mask), "sched_getaffinity");
        CpuSet cpus;
        for (std::uint32_t cpu = 0; cpu < CPU_SETSIZE; ++cpu)
            if (CPU_ISSET(cpu, &mask))
                cpus.insert({cpu});
        return cpus;
    }

    MakeDrainCall make_;
    std::unique_ptr<DrainCall> call_;
};

} // namespace

std::unique_ptr<Churn> drains_churn(const std::string& name) {
    const MakeDrainCall make = drain_call_named(name);
    return make == nullptr ? nullptr : std::make_unique<Drains>(make);
}

} // namespace cloister::workloads

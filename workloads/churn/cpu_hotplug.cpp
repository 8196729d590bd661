// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"
#include "workloads/churn/churn.hpp"
#include "workloads/churn/pause.hpp"

#include <system_error>

namespace cloister::workloads {
namespace {

// Documentation/core-api/cpu_hotplug.rst. What goes offline drains its own batches (lru_add_drain_cpu() by
// page_alloc_cpu_dead(), mm/page_alloc.c), isolated or not, whoever else is at them.
class CpuHotplug : public Churn {
  public:
    CpuHotplug() {
        for (const CpuId cpu : CpuSet::parse(read_file(cpus_file("present"))).minus({CpuId{0}}))
            cpus_.push_back(cpu);
        if (cpus_.empty() || !read_knob(online_file(cpus_.front())))
            throw std::system_error(EOPNOTSUPP, std::generic_category(), "no CPU goes offline");
    }

    void round(Draws& draws) override {
        const std::string file = online_file(draws.one_of(cpus_));
        write_file(file, read_knob(file) == "1" ? "0" : "1");
        pause_up_to(50, draws);
    }

  private:
    std::vector<CpuId> cpus_;
};

} // namespace

std::unique_ptr<Churn> cpu_hotplug_churn() {
    return std::make_unique<CpuHotplug>();
}

} // namespace cloister::workloads

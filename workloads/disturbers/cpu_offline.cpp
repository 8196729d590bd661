// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/run_on.hpp"
#include "workloads/disturbers/drain_callers.hpp"

namespace cloister::workloads {
namespace {

// page_alloc_cpu_dead(), mm/page_alloc.c, and what else empties a CPU's batches and lists once it is gone.
// Its subject is moved elsewhere, and pinned there no more: it has to be sent back.
class CpuOffline : public DrainCall {
  public:
    explicit CpuOffline(std::map<CpuId, int> subjects) : subjects_(std::move(subjects)) {}

    void drain() override {
        for (const auto& [cpu, subject] : subjects_)
            write_file(online_file(cpu), "0");
    }
    void tidy_up() override {
        for (const auto& [cpu, subject] : subjects_) {
            write_file(online_file(cpu), "1");
            run_on({cpu}, subject);
        }
    }

  private:
    std::map<CpuId, int> subjects_;
};

} // namespace

std::unique_ptr<DrainCall> cpu_offline(const Layout& layout) {
    return std::make_unique<CpuOffline>(layout.subjects);
}

} // namespace cloister::workloads

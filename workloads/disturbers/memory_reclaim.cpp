// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/open_file.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/disturbers/memory_group.hpp"

#include <stdexcept>
#include <string_view>

namespace cloister::workloads {
namespace {

// memory_reclaim(), mm/memcontrol.c: drains before its last attempt. In a cgroup without a page all of them
// fail, so each write drains once and ends in EAGAIN.
class MemoryReclaim : public DrainCall {
  public:
    void drain() override {
        constexpr std::string_view page = "4096";
        const ssize_t written = ::pwrite(file_.number(), page.data(), page.size(), 0);
        if (written >= 0)
            throw std::runtime_error("something was reclaimed from a cgroup that nobody is in");
        if (errno != EAGAIN)
            check_errno(written, "write", file_.path());
    }

  private:
    OpenFile file_{memory_group("empty") + "/memory.reclaim", O_WRONLY};
};

} // namespace

std::unique_ptr<DrainCall> memory_reclaim() {
    return std::make_unique<MemoryReclaim>();
}

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/memory_offline.hpp"

#include "probes/kernelfs/file.hpp"
#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/disturbers/memory_block.hpp"
#include "workloads/disturbers/page_list_sizes.hpp"

namespace cloister::workloads {
namespace {

// offline_pages(), mm/memory_hotplug.c: lru_cache_disable(), so __lru_add_drain_all() on every CPU, whatever
// its batches hold. The block is there only from one call to the next step: a page that is armed meanwhile
// would move.
class MemoryOffline : public DrainCall {
  public:
    void prepare() override { block_.go_online(); }
    void drain() override { block_.go_offline(); }

  private:
    MovableBlock block_;
};

// The first of the drains finds a list with pages, the others find it empty. The block comes back first, for
// that drains as well on some kernels, and a subject's list is filled when it is asked.
class PageLists : public Provocation {
  public:
    explicit PageLists(CpuSet cpus) : cpus_(std::move(cpus)) { block_.go_online(); }
    void provoke() override {
        before_ = movable_pages_by_cpu();
        block_.go_offline();
        after_ = movable_pages_by_cpu();
        block_.go_online();
    }
    // A CPU that spins takes no page meanwhile: its list is empty, or was not emptied.
    void add_to(std::array<DrainedPages, largest_cpus>& pages) const override {
        for (const CpuId cpu : cpus_) {
            const bool had_some = of(before_, cpu) > 0;
            pages.at(cpu.number).armed += had_some ? 1U : 0U;
            pages.at(cpu.number).completed += had_some && of(after_, cpu) == 0 ? 1U : 0U;
        }
    }

  private:
    using ByCpu = std::map<std::uint32_t, std::uint64_t>;

    static std::uint64_t of(const ByCpu& pages, CpuId cpu) {
        const auto found = pages.find(cpu.number);
        return found == pages.end() ? 0 : found->second;
    }

    CpuSet cpus_;
    MovableBlock block_;
    ByCpu before_;
    ByCpu after_;
};

} // namespace

std::unique_ptr<DrainCall> memory_offline() {
    return std::make_unique<MemoryOffline>();
}

// Why there is none comes before whether a block goes, which may fail for a reason of its own.
std::unique_ptr<Provocation> page_lists(const Handshake& handshake) {
    if (read_file("/proc/kallsyms").find(" drain_local_pages_wq\n") == std::string::npos)
        throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                "whoever drains empties them himself, under a lock (__drain_all_pages())");
    return std::make_unique<PageLists>(subjects_cpus(handshake));
}

} // namespace cloister::workloads

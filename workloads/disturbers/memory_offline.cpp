// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/memory_offline.hpp"

#include "workloads/disturbers/arming.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/disturbers/emptied_lists.hpp"
#include "workloads/disturbers/memory_block.hpp"

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
    explicit PageLists(CpuSet cpus) : lists_(std::move(cpus), "Movable") { block_.go_online(); }
    void provoke() override {
        lists_.before(zones());
        block_.go_offline();
        lists_.after(zones());
        block_.go_online();
    }
    void add_to(std::array<DrainedPages, largest_cpus>& pages) const override { lists_.add_to(pages); }

  private:
    EmptiedLists lists_;
    MovableBlock block_;
};

} // namespace

std::unique_ptr<DrainCall> memory_offline() {
    return std::make_unique<MemoryOffline>();
}

// Why there is none comes before whether a block goes, which may fail for a reason of its own.
std::unique_ptr<Provocation> page_lists(const Handshake& handshake) {
    expect_lists_drained_by_work();
    return std::make_unique<PageLists>(subjects_cpus(handshake));
}

} // namespace cloister::workloads

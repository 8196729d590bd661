// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/check_errno.hpp"
#include "workloads/disturbers/drain_callers.hpp"
#include "workloads/region.hpp"

#include <linux/mempolicy.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cloister::workloads {
namespace {

// Both begin with lru_cache_disable(), mm/swap.c: __lru_add_drain_all() on every CPU, whatever its batches
// hold, after a synchronize_rcu_expedited(). The page is on node 0 already, so that nothing moves.
class MovePages : public DrainCall {
  public:
    void drain() override {
        void* page = region_.begin();
        const int node = 0;
        int status = 0;
        check_errno(::syscall(SYS_move_pages, 0, 1UL, &page, &node, &status, static_cast<int>(MPOL_MF_MOVE)),
                    "move_pages");
    }

  private:
    Region region_{page_bytes, "for move_pages"};
};

class Mbind : public DrainCall {
  public:
    void drain() override {
        const unsigned long node_0 = 1;
        check_errno(::syscall(SYS_mbind, region_.begin(), region_.bytes(), static_cast<int>(MPOL_BIND),
                              &node_0, 64UL, static_cast<unsigned>(MPOL_MF_MOVE)),
                    "mbind");
    }

  private:
    Region region_{page_bytes, "for mbind"};
};

} // namespace

std::unique_ptr<DrainCall> move_pages_call() {
    return std::make_unique<MovePages>();
}

std::unique_ptr<DrainCall> mbind_call() {
    return std::make_unique<Mbind>();
}

} // namespace cloister::workloads

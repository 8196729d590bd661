// SPDX-License-Identifier: GPL-2.0-or-later
// Anonymous pages that were never touched, handed out one by one: touching one is a page fault that puts a
// small folio into this CPU's lru_add batch (mm/swap.c, folio_add_lru). Large folios would go past the batch,
// hence never_huge(). Runs on: guest. Owns the region. Errors: std::system_error; running out throws.
#pragma once

#include "workloads/region.hpp"

namespace cloister::workloads {

class FreshPages {
  public:
    explicit FreshPages(std::size_t pages);

    // Pages are locked as they are touched, and go through the mlock batch instead (mm/mlock.c,
    // mlock_new_folio).
    void lock_what_comes();
    // Touches the next page; its virtual address.
    std::uint64_t touch_next();
    // Touches all pages anew, then gives all of them back to the kernel.
    void fault_and_free();

  private:
    Region region_;
    std::size_t next_ = 0;
};

} // namespace cloister::workloads

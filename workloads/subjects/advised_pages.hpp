// SPDX-License-Identifier: GPL-2.0-or-later
// Anonymous pages, three each time: those of the time before, which a drain has put on the LRU, are made cold
// and free and are locked, and so pass the batches lru_deactivate and lru_lazyfree (mm/swap.c) and the mlock
// batch as pages that are there already (mm/mlock.c, mlock_folio). Each of these calls first empties the
// batches of its own CPU. Runs on: guest. Owns the region. Errors: std::system_error; running out throws.
#pragma once

#include "workloads/subjects/fresh_pages.hpp"

namespace cloister::workloads {

class AdvisedPages {
  public:
    explicit AdvisedPages(std::size_t times) : pages_(3 * times) { touch(); }

    void advise();

  private:
    void touch();

    FreshPages pages_;
    char* cold_ = nullptr;
    char* free_ = nullptr;
    char* locked_ = nullptr;
};

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// Anonymous pages that were never touched, handed out one by one: touching one is a page fault that puts a
// small folio into this CPU's lru_add batch (mm/swap.c, folio_add_lru). Large folios would go past the batch,
// hence MADV_NOHUGEPAGE. Runs on: guest. Owns the region. Errors: std::system_error; running out throws.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cloister::workloads {

class FreshPages {
  public:
    explicit FreshPages(std::size_t pages);
    FreshPages(const FreshPages&) = delete;
    FreshPages& operator=(const FreshPages&) = delete;
    ~FreshPages();

    // Touches the next page; its virtual address.
    std::uint64_t touch_next();
    // Touches all pages anew, then gives all of them back to the kernel.
    void fault_and_free();

  private:
    std::size_t bytes_;
    char* region_;
    std::size_t next_ = 0;
};

} // namespace cloister::workloads

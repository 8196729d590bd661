// SPDX-License-Identifier: GPL-2.0-or-later
// Pages of a file in memory, two each time, used twice and so made active: one while it is in its first batch
// (mm/swap.c, __lru_cache_activate_folio), the other a time later, when a drain has put it on the LRU
// (folio_activate, by the batch lru_activate). With MGLRU neither is done (folio_mark_accessed), so that is
// switched off. Runs on: guest, as root. Owns the file. Errors: std::system_error.
#pragma once

#include <sys/types.h>

namespace cloister::workloads {

class RereadPages {
  public:
    RereadPages();
    RereadPages(const RereadPages&) = delete;
    RereadPages& operator=(const RereadPages&) = delete;
    ~RereadPages();

    void read_anew();

  private:
    off_t written();
    void use_twice(off_t page) const;

    int file_;
    off_t end_ = 0;
    off_t later_ = 0;
};

} // namespace cloister::workloads

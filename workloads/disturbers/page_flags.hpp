// SPDX-License-Identifier: GPL-2.0-or-later
// Is a page of another process on an LRU list? A folio that waits in a per-CPU lru_add batch has KPF_LRU 0,
// after a drain 1. Holds for lru_add alone: the other batches hold folios that are on a list already.
// Runs on: guest, as root. Kernel: Documentation/admin-guide/mm/pagemap.rst, CONFIG_PROC_PAGE_MONITOR.
// Owns its open files. Errors: std::system_error; std::runtime_error for a page that is not there.
#pragma once

#include <cstdint>
#include <string>

namespace cloister::workloads {

class PageFlags {
  public:
    // Opened before the window: opening allocates, reading does not.
    explicit PageFlags(int pid, const std::string& proc = "/proc");
    PageFlags(const PageFlags&) = delete;
    PageFlags& operator=(const PageFlags&) = delete;
    PageFlags(PageFlags&& other) noexcept;
    ~PageFlags();

    bool on_lru(std::uint64_t address) const;

  private:
    int pagemap_;
    int kpageflags_;
};

} // namespace cloister::workloads

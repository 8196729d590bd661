// SPDX-License-Identifier: GPL-2.0-or-later
// Address space that is ours for as long as this lives: anonymous, or of a file.
// Runs on: guest. Owns the mapping. Errors: std::system_error "mmap WHAT: REASON".
#pragma once

#include "probes/kernelfs/check_errno.hpp"

#include <cstddef>
#include <cstdint>
#include <sys/mman.h>

namespace cloister::workloads {

constexpr std::size_t page_bytes = 4096;
constexpr std::size_t huge_page_bytes = std::size_t{2} << 20U;
constexpr int madv_collapse = 25; // include/uapi/asm-generic/mman-common.h; since 6.1

class Region {
  public:
    // For reading and writing; nothing of it is there until it is touched.
    Region(std::size_t bytes, const std::string& what)
        : Region(bytes, what, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1) {}
    // The file's beginning, for reading, shared with its page cache.
    static Region of_file(std::size_t bytes, const std::string& what, int file) {
        return {bytes, what, PROT_READ, MAP_SHARED, file};
    }
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;
    ~Region() { ::munmap(begin_, bytes_); }

    char* begin() const { return static_cast<char*>(begin_); }
    std::size_t bytes() const { return bytes_; }
    // Writes to the page at this offset; its address.
    std::uint64_t touch(std::size_t at) const {
        volatile char* page = begin() + at;
        *page = 1;
        return reinterpret_cast<std::uintptr_t>(page);
    }
    // Where a huge page would begin, in a region that is as large as two.
    char* room_for_a_huge_page() const {
        const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(begin_);
        return this->begin() + (huge_page_bytes - begin % huge_page_bytes) % huge_page_bytes;
    }
    // Makes it one, whose first page was touched.
    void collapse() const {
        check_errno(::madvise(room_for_a_huge_page(), huge_page_bytes, madv_collapse), "madvise", "COLLAPSE");
    }
    // Asked for even where there are no huge pages: a kernel without them knows no such advice.
    void never_huge() const { ::madvise(begin_, bytes_, MADV_NOHUGEPAGE); }
    void advise(int advice, const char* name) const {
        check_errno(::madvise(begin_, bytes_, advice), "madvise", name);
    }

  private:
    Region(std::size_t bytes, const std::string& what, int protection, int flags, int file)
        : begin_(::mmap(nullptr, bytes, protection, flags, file, 0)), bytes_(bytes) {
        if (begin_ == MAP_FAILED)
            check_errno(-1, "mmap", what);
    }

    void* begin_;
    std::size_t bytes_;
};

} // namespace cloister::workloads

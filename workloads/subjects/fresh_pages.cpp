// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/fresh_pages.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <stdexcept>
#include <sys/mman.h>

namespace cloister::workloads {
namespace {

constexpr std::size_t page_bytes = 4096;

} // namespace

FreshPages::FreshPages(std::size_t pages) : bytes_(pages * page_bytes), region_(nullptr) {
    void* region =
        ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED)
        check_errno(-1, "mmap", "fresh pages");
    region_ = static_cast<char*>(region);
    // EINVAL: a kernel without transparent huge pages, where there is nothing to forbid.
    ::madvise(region_, bytes_, MADV_NOHUGEPAGE);
}

FreshPages::~FreshPages() {
    ::munmap(region_, bytes_);
}

std::uint64_t FreshPages::touch_next() {
    if (next_ == bytes_)
        throw std::runtime_error("no fresh page left: more drains than a subject can arm");
    volatile char* page = region_ + next_;
    *page = 1;
    next_ += page_bytes;
    return reinterpret_cast<std::uintptr_t>(page);
}

void FreshPages::fault_and_free() {
    for (std::size_t at = 0; at < bytes_; at += page_bytes)
        *const_cast<volatile char*>(region_ + at) = 1;
    check_errno(::madvise(region_, bytes_, MADV_DONTNEED), "madvise", "DONTNEED");
}

} // namespace cloister::workloads

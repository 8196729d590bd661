// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/fresh_pages.hpp"

#include <stdexcept>

namespace cloister::workloads {

FreshPages::FreshPages(std::size_t pages) : region_(pages * page_bytes, "fresh pages") {
    region_.never_huge();
}

void FreshPages::lock_what_comes() {
    check_errno(::mlock2(region_.begin(), region_.bytes(), MLOCK_ONFAULT), "mlock2", "ONFAULT");
}

std::uint64_t FreshPages::touch_next() {
    if (next_ == region_.bytes())
        throw std::runtime_error("no fresh page left: more drains than a subject can arm");
    const std::uint64_t page = region_.touch(next_);
    next_ += page_bytes;
    return page;
}

void FreshPages::fault_and_free() {
    for (std::size_t at = 0; at < region_.bytes(); at += page_bytes)
        region_.touch(at);
    region_.advise(MADV_DONTNEED, "DONTNEED");
}

} // namespace cloister::workloads

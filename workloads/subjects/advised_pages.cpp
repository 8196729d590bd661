// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/advised_pages.hpp"

namespace cloister::workloads {
namespace {

constexpr int madv_cold = 20; // include/uapi/asm-generic/mman-common.h; since 5.4

} // namespace

void AdvisedPages::advise() {
    check_errno(::madvise(cold_, page_bytes, madv_cold), "madvise", "COLD");
    check_errno(::madvise(free_, page_bytes, MADV_FREE), "madvise", "FREE");
    check_errno(::mlock(locked_, page_bytes), "mlock");
    touch();
}

void AdvisedPages::touch() {
    for (char** page : {&cold_, &free_, &locked_})
        *page = reinterpret_cast<char*>(pages_.touch_next());
}

} // namespace cloister::workloads

// SPDX-License-Identifier: GPL-2.0-or-later
// Background work for the memory management, at a rate: how busy housekeeping CPUs look to isolated ones.
// Runs on: guest, on housekeeping CPUs. Errors: std::system_error.
#pragma once

#include "workloads/handshake.h"

#include <memory>
#include <string_view>

namespace cloister::workloads {

class Pressure {
  public:
    virtual ~Pressure() = default;
    // Takes one page more than before; of pressure-huge a huge one.
    virtual void take_page() = 0;
};

// pressure-anon: faults a page in, gives all back now and then. pressure-cache: reads a block device through
// the page cache, drops it from there now and then. pressure-huge, pressure-swap: below. nullptr: no such
// pressure. Memory is taken for it once.
std::unique_ptr<Pressure> pressure_named(std::string_view name);

// Asks for huge pages in memory that is fragmented and can be mended, so that who asks compacts it
// (__alloc_pages_direct_compact(), mm/page_alloc.c); gives all of them back where none is left.
std::unique_ptr<Pressure> huge_page_pressure();
// Faults pages in, and has all of them swapped out now and then, to a RAM disk, which writes at once.
std::unique_ptr<Pressure> swap_pressure();

// Takes pages_per_second (0: as many as it can) while the phase is measure; counts them in the handshake.
void press(Handshake& handshake, Pressure& pressure, std::uint64_t pages_per_second);

} // namespace cloister::workloads

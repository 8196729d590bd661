// SPDX-License-Identifier: GPL-2.0-or-later
// The places of fields in the records of one event, looked up once; and what a record has there.
// Runs on: host. A field that the kernel's format does not have reads as 0 or empty: kernels differ, and we
// ask the format, never the version. Borrows the record's bytes.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <event-parse.h>

#include <cstdint>
#include <string_view>

namespace cloister {

class Field {
  public:
    Field() = default; // the format does not have it
    Field(const tep_event& format, const char* name);

    bool there() const { return offset_ >= 0; }
    std::uint64_t number(std::string_view record) const;
    std::string_view text(std::string_view record) const;
    CpuSet cpu_mask(std::string_view record) const;
    // From its place to the record's end.
    std::string_view rest(std::string_view record) const;

  private:
    std::string_view bytes(std::string_view record) const;

    int offset_ = -1;
    unsigned size_ = 0; // 0: to the record's end, as the text of a marker
    bool dynamic_ = false;
    bool relative_ = false; // a dynamic one is told from behind its place
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The places of fields in the records of one event, looked up once; and what a record has there.
// Runs on: host. A field that the kernel's format does not have reads as 0 or empty: kernels differ, and we
// ask the format, never the version. Borrows the record's bytes.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <event-parse.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace cloister {

class Field {
  public:
    Field() = default; // the format does not have it
    Field(const tep_event& format, const char* name);

    bool there() const { return offset_ >= 0; }
    // Little-endian, as the record. Here, for some ten are read of each of millions of records.
    std::uint64_t number(std::string_view record) const {
        if (!there() || static_cast<std::size_t>(offset_) + size_ > record.size())
            return 0;
        const char* const at = record.data() + offset_;
        switch (size_) {
        case 1:
            return number_of<std::uint8_t>(at);
        case 2:
            return number_of<std::uint16_t>(at);
        case 4:
            return number_of<std::uint32_t>(at);
        case 8:
            return number_of<std::uint64_t>(at);
        default:
            return 0; // no number
        }
    }
    std::string_view text(std::string_view record) const;
    CpuSet cpu_mask(std::string_view record) const;
    // From its place to the record's end.
    std::string_view rest(std::string_view record) const;

  private:
    template <class Number>
    static std::uint64_t number_of(const char* at) {
        Number number = 0;
        std::memcpy(&number, at, sizeof number);
        return number;
    }
    std::string_view bytes(std::string_view record) const;

    int offset_ = -1;
    unsigned size_ = 0; // 0: to the record's end, as the text of a marker
    bool dynamic_ = false;
    bool relative_ = false; // a dynamic one is told from behind its place
};

} // namespace cloister

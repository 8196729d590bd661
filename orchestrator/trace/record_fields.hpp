// SPDX-License-Identifier: GPL-2.0-or-later
// Typed access to the fields of one trace record, by name.
// Runs on: host. Borrows the handle and the record for its own lifetime. A field that the kernel's format
// does not have reads as 0 or empty: kernels differ, and we ask the format, never the version.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <event-parse.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

class RecordFields {
  public:
    RecordFields(tep_handle* formats, tep_event* format, tep_record* record)
        : formats_(formats), format_(format), record_(record) {}

    std::string_view system() const { return format_->system; }
    std::string_view event() const { return format_->name; }

    std::uint64_t number(const char* field) const;
    std::string text(const char* field) const;
    // The function or symbol that the field points into, without compiler suffixes (".isra.0").
    std::string function(const char* field) const;
    CpuSet cpu(const char* field) const { return {CpuId{static_cast<std::uint32_t>(number(field))}}; }
    CpuSet cpu_mask(const char* field) const;
    // The functions of a kernel_stack record, innermost first.
    std::vector<std::string> stack() const;

  private:
    std::string_view raw(const char* field) const;
    std::string symbol(std::uint64_t address) const;

    tep_handle* formats_;
    tep_event* format_;
    tep_record* record_;
};

} // namespace cloister

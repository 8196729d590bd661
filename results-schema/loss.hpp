// SPDX-License-Identifier: GPL-2.0-or-later
// Events that happened and were not seen. A tally with unknown loss upholds nothing.
// Runs on: both. number absent = unknown how many.
#pragma once

#include "results-schema/json_document.hpp"

namespace cloister {

struct Loss {
    std::string source; // "ring buffer", "histogram ipi_sent", "kprobe lock_contention", …
    std::optional<CpuId> cpu;
    std::optional<std::uint64_t> number; // absent: unknown
    std::string why;
};

template <class Fields>
void describe(Fields& fields, Loss& loss) {
    fields.field("source", loss.source);
    fields.field("cpu", loss.cpu);
    fields.field("number", loss.number);
    fields.field("why", loss.why);
}

} // namespace cloister

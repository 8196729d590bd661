// SPDX-License-Identifier: GPL-2.0-or-later
// Events that happened and were not seen. A tally with unknown loss upholds nothing.
// Runs on: both. number absent = unknown how many.
#pragma once

#include "results-schema/document.hpp"

namespace cloister {

struct Loss {
    std::string source;
    std::optional<CpuId> cpu;
    std::optional<std::uint64_t> number;
    std::string why;
};

template <class Fields>
void describe(Fields& fields, Loss& loss) {
    fields.field("source", loss.source, "What lost them: ring buffer, histogram ipi_sent, trace.dat, …");
    fields.field("cpu", loss.cpu, "Guest CPU whose events they were; absent: not told by CPU");
    fields.field("number", loss.number, "How many events; absent: unknown how many");
    fields.field("why", loss.why, "How they came to be lost, or how it is known");
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The only key by which series of trials are compared: (kernel, mode, workload).
// Runs on: both. workload is written "subject+disturber", e.g. "spin-refill+drop_caches".
#pragma once

#include "results-schema/document.hpp"

#include <compare>

namespace cloister {

struct Cell {
    std::string kernel;
    std::string mode;
    std::string workload;
    auto operator<=>(const Cell&) const = default;
};

template <class Fields>
void describe(Fields& fields, Cell& cell) {
    fields.field("kernel", cell.kernel, "Kernel reference, as 6.12, 6.12@3 or the path of an image");
    fields.field("mode", cell.mode, "Name of the mode, as local or remote");
    fields.field("workload", cell.workload, "Subject and disturber, as spin-refill+drop_caches");
}

} // namespace cloister

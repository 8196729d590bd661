// SPDX-License-Identifier: GPL-2.0-or-later
// Which cell of the old side is compared with which of the new one. Runs on: host. Pure.
#pragma once

#include "results-schema/comparison.hpp"

namespace cloister {

struct CellPair {
    std::optional<Cell> old_cell;
    std::optional<Cell> new_cell;
};

// Kernel or mode, of each side: where a side has several, these two are meant.
struct Between {
    std::string old_name;
    std::string new_name;
};

// By what is not declared to differ. Of several that are alike otherwise those of one name belong together,
// then the two that are left over; cells without a partner stand alone. In the order of the new side.
std::vector<CellPair> pair_cells(const std::vector<Cell>& old_cells, const std::vector<Cell>& new_cells,
                                 const std::vector<Declared>& differ, const std::optional<Between>& between);

} // namespace cloister

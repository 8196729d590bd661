// SPDX-License-Identifier: GPL-2.0-or-later
// A matrix as rows and columns: kernel and isolation down, settings of the switch across. Runs on: host.
// Pure.
#pragma once

#include "results-schema/matrix.hpp"

namespace cloister {

struct GridRow {
    std::string kernel;
    Isolation isolation = Isolation::both;
    std::vector<const MatrixCell*> cells; // by settings_of(); nullptr: not asked for
};

// Neither is it still to be done, nor can its kernel not do it.
bool has_verdict(const MatrixCell& cell);
std::vector<DrainSetting> settings_of(const Matrix& matrix);
std::vector<GridRow> rows_of(const Matrix& matrix);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A matrix that is gone on with: what an earlier walk found and this one is not asked for stays.
// Runs on: host. Pure.
#pragma once

#include "results-schema/matrix.hpp"

namespace cloister {

// Adds them to their kernels' cells, each kernel's in the order of the grid; kernels of the earlier walk
// alone come last.
void keep_stored_cells(const Matrix& stored, Matrix& asked);

} // namespace cloister

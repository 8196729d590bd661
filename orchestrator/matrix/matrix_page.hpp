// SPDX-License-Identifier: GPL-2.0-or-later
// A matrix as one HTML page: the grid in colours, and why each cell is what it is. It has no script, and
// nothing of it is fetched. Runs on: host. Pure.
#pragma once

#include "results-schema/matrix.hpp"

namespace cloister {

std::string matrix_page(const Matrix& matrix);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A matrix as a person reads it, in 80 columns. Runs on: host. Pure.
#pragma once

#include "orchestrator/report/verdict_lines.hpp"
#include "results-schema/matrix.hpp"

namespace cloister {

// "0/0/0" where it is upheld; else its verdict, or "-" where it was not done.
std::string cell_text(const MatrixCell& cell);
std::string matrix_text(const Matrix& matrix, Colour colour);

} // namespace cloister

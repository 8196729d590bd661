// SPDX-License-Identifier: GPL-2.0-or-later
// What the trials of one kernel say of its cells. Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "results-schema/matrix.hpp"

namespace cloister {

// cells: those of the kernel that the trials are of; what no trial is of stays as it is. Silence is believed
// beside a cell of this kernel in which drains interrupted.
void judge_cells(const Evidence& evidence, std::vector<MatrixCell*>& cells);
// The verdict of the whole: the worst.
void conclude(Matrix& matrix);

} // namespace cloister

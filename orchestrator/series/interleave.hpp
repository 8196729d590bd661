// SPDX-License-Identifier: GPL-2.0-or-later
// The order of a plan's trials, drawn by its seed: what changes with time, as a host that grows busy, must
// not fall on one cell. Each repetition is whole before the next begins, so that a plan that is ended early
// has measured its cells alike. Runs on: host. Pure; the same seed gives the same order everywhere.
#pragma once

#include "results-schema/plan.hpp"

namespace cloister {

void interleave(Plan& plan);

} // namespace cloister

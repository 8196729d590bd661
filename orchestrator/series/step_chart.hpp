// SPDX-License-Identifier: GPL-2.0-or-later
// A series at a glance, as an SVG picture that stands alone: step by step what drains did to isolated CPUs,
// mode beside mode, and what each operation costs more or less than on the base. Light or dark as its reader
// likes. Runs on: host. Pure.
#pragma once

#include "results-schema/series.hpp"

namespace cloister {

std::string step_chart(const SeriesReport& series);

} // namespace cloister

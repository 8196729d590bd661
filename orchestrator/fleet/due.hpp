// SPDX-License-Identifier: GPL-2.0-or-later
// Which cells a night measures: those of which something changed since they were measured last, and those
// whose last measurement proved nothing (docs/adr/0024-changed-is-a-key.md).
// Runs on: host. Pure.
#pragma once

#include "results-schema/nightly.hpp"

namespace cloister {

// key: what it would be measured with. last: as an earlier night left it; nullptr: none knew it. nullopt: it
// stays as it was.
std::optional<Due> why_due(const CellKey& key, const NightCell* last);
bool same(const CellKey& one, const CellKey& other);

// Whether this very night is through with it.
bool is_through(const NightCell& cell);

// What an earlier night knew of a cell, told anew; nothing was done with it yet.
NightCell carried(const NightCell& last);

} // namespace cloister

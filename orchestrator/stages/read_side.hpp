// SPDX-License-Identifier: GPL-2.0-or-later
// A stored run, stored costs or a series → one side of a comparison.
// Runs on: host; needs no machine. Errors: as RunDirectory.
#pragma once

#include "orchestrator/compare/side.hpp"
#include "orchestrator/store/run_directory.hpp"

namespace cloister {

ComparedSide read_side(const std::filesystem::path& directory);

} // namespace cloister

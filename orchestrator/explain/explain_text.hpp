// SPDX-License-Identifier: GPL-2.0-or-later
// Interruptions as a person reads them, in 80 columns: all of a run by cause, or one as a short story.
// Runs on: host. Pure.
#pragma once

#include "results-schema/interruption.hpp"

#include <string>

namespace cloister {

// Cell by cell: each cause with its number for each isolated CPU, its rate for one CPU and hour, the longest,
// and the first interruption that shows it.
std::string causes_text(const Interruptions& run);

// number: as causes_text() shows it. directory: of the run, for the command that reproduces it. Throws
// LabError{wrong_use} where the run has no such interruption.
std::string story_text(const Interruptions& run, std::uint64_t number, const std::string& directory);

// "__lru_add_drain_all in system call write of drop_caches".
std::string sender_words(const Cause& cause);

} // namespace cloister

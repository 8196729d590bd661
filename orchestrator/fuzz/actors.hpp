// SPDX-License-Identifier: GPL-2.0-or-later
// Who acts in a guest that is fuzzed: what each is told, and what the kernel must be told for it.
// Runs on: host. Pure.
#pragma once

#include "results-schema/draws.hpp"
#include "results-schema/fuzz_case.hpp"

namespace cloister {

constexpr const char* fill_actor = "fill";
constexpr const char* stress_ng_actor = "stress-ng";
constexpr const char* trinity_actor = "trinity";

// Callers of drains, as disturbers of that name (plan/workload_names.hpp).
const std::vector<std::string>& draining_actors();
// Those that change which CPUs there are, and whose they are.
const std::vector<std::string>& changing_actors();

// With a seed and words of its own.
FuzzActor drawn_actor(const std::string& name, Draws& draws);

// Where a Debian host has a program of others.
std::string program_of(const std::string& actor);
// All words of its process in the guest; rounds: a file in which it counts what it did.
std::vector<std::string> words_of(const FuzzActor& actor, const CpuSet& isolated, const std::string& rounds);
// Words of the kernel's command line.
std::vector<std::string> parameters_for(const std::vector<FuzzActor>& actors);

} // namespace cloister

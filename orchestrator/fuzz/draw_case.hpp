// SPDX-License-Identifier: GPL-2.0-or-later
// The cases of a seed: the same (seed, number) and kernels draw the same case on every host, whatever was
// drawn before. Runs on: host. Pure.
#pragma once

#include "results-schema/fuzz_case.hpp"

namespace cloister {

struct FuzzChoice {
    std::vector<std::string> kernels;                 // not empty
    std::optional<std::chrono::nanoseconds> duration; // of each case; else drawn
};

// number: from 1.
FuzzCase drawn_case(std::uint64_t seed, std::uint64_t number, const FuzzChoice& choice);
// "7:3"
std::string name_of(const FuzzCase& drawn);

} // namespace cloister

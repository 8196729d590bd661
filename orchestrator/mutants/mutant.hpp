// SPDX-License-Identifier: GPL-2.0-or-later
// A seeded kernel bug, by its patch (guest-kernel-config/mutants/BASE/NAME.patch), which says in trailers:
//   Killed-by: CHECK    the check that should tell: a claim, or console
//   Flavour: NAME       what it is built with; none without
//   Tool-of: FILE       instead of these: no bug to be found, but something that a test is made with
// Runs on: host. Pure. Errors: LabError{wrong_use} naming the patch and what its header lacks.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cloister {

struct Mutant {
    std::string base; // "6.12"
    std::string name; // empty: the series as it is
    std::string subject;
    std::string flavour;
    std::string killed_by; // empty: nothing may

    // "6.12+lockdep+mutant:NAME"
    std::string kernel() const;
};

// What a row is called that has none.
constexpr const char* no_mutant = "none";

// The checks that are no claim of a run.
constexpr const char* by_console = "console";     // the kernel complained
constexpr const char* by_deadline = "deadline";   // it fell silent
constexpr const char* by_read_back = "read-back"; // it is not in the mode that it was told
constexpr const char* by_build = "build";

// nullopt: a tool.
std::optional<Mutant> parse_mutant(const std::string& base, const std::string& name,
                                   const std::string& patch);

// What each of these is held against, once: the series as it is, of the same base and flavour.
std::vector<Mutant> controls_of(const std::vector<Mutant>& mutants);

} // namespace cloister

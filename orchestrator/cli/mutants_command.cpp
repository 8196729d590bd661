// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/cli/chosen_mutants.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/mutant_walk.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/mutants/mutants_text.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cloister {
namespace {

// False: the user ended it.
bool check_all(MutantWalk& walk, const std::vector<Mutant>& mutants) {
    for (const Mutant& mutant : mutants)
        if (!walk.check(mutant))
            return false;
    return true;
}

} // namespace

int mutants_command(const RunOptions& options, const std::vector<std::string>& words, bool every_run) {
    const std::vector<Mutant> mutants = chosen_mutants(words, kernel_data());
    MutantWalk walk(options, every_run, mutants.size());
    bool whole = false;
    try {
        whole = check_all(walk, mutants);
    } catch (...) {
        walk.abandon_if_empty();
        throw;
    }
    walk.fall_silent();
    if (!options.quiet)
        fmt::print("{}record {}\n", mutants_text(walk.matrix(), colour_of_output()),
                   walk.directory().string());
    if (!options.json.empty())
        print_document(walk.matrix(), options.json);
    if (whole)
        return exit_code(walk.matrix());
    fmt::print(stderr, "cloister: interrupted; the same command with -o {} goes on\n",
               walk.directory().string());
    return interrupted_exit;
}

} // namespace cloister

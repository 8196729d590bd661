// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/fuzz_walk.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/fuzz/findings.hpp"
#include "orchestrator/fuzz/fuzz_text.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cloister {

int fuzz_command(const RunOptions& options, const FuzzOptions& asked, const std::vector<std::string>& words) {
    FuzzWalk walk(options, asked, words);
    bool whole = false;
    try {
        whole = walk.go();
    } catch (...) {
        walk.directory().abandon_if_empty();
        throw;
    }
    walk.fall_silent();
    const Fuzz& fuzz = walk.fuzz();
    const std::string directory = walk.directory().path().string();
    if (!options.quiet) {
        fmt::print("{}", fuzz_text(fuzz));
        if (fuzz.reduced)
            fmt::print("again      cloister fuzz --replay {}\n", walk.directory().reduced().string());
        fmt::print("record {}\n", directory);
    }
    if (!options.json.empty())
        print_document(fuzz, options.json);
    if (whole)
        return exit_code(fuzz);
    fmt::print(stderr, "cloister: interrupted; {}\n",
               fuzz.purpose == FuzzPurpose::search ? "go on with the same words and -o " + directory
                                                   : "what there is, is in " + directory);
    return interrupted_exit;
}

} // namespace cloister

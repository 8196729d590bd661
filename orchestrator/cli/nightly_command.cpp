// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/nightly_command.hpp"

#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/cli/nightly_walk.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/fleet/conclude_night.hpp"
#include "orchestrator/judge/judge.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cloister {

int nightly_command(const RunOptions& options, const NightlyOptions& asked,
                    const std::vector<std::string>& words) {
    if (!options.json.empty() && options.json != "-")
        expect_writable(options.json);
    NightlyWalk walk(options, asked, words);
    if (asked.dry_run) {
        const Nightly due = walk.due();
        if (options.json.empty())
            fmt::print("{}", due_text(due));
        else
            print_document(due, options.json);
        return 0;
    }
    const bool whole = walk.go();
    walk.fall_silent();
    const std::string directory = walk.directory().path().string();
    if (!whole) {
        fmt::print(stderr, "cloister: interrupted; the same words go on with {}\n", directory);
        return interrupted_exit;
    }
    walk.end();
    const Nightly& night = walk.night();
    if (!options.quiet && options.json != "-")
        fmt::print("{}", night_text(night, directory, colour_of_output()));
    else
        for (const std::string& note : night.notes)
            fmt::print(stderr, "cloister: {}\n", note);
    if (!options.json.empty())
        print_document(night, options.json);
    return exit_code(night.verdict);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/keep_in_history.hpp"
#include "orchestrator/cli/matrix_walk.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/matrix/matrix_page.hpp"
#include "orchestrator/matrix/matrix_text.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cloister {

int matrix_command(const RunOptions& options, const MatrixOptions& asked,
                   const std::vector<std::string>& words) {
    MatrixWalk walk(options, asked, words);
    bool whole = false;
    try {
        whole = walk.go();
    } catch (...) {
        walk.abandon_if_empty();
        throw;
    }
    walk.fall_silent();
    keep_in_history(options, walk.directory());
    const Matrix& matrix = walk.matrix();
    if (!options.quiet)
        fmt::print("{}record {}\n", matrix_text(matrix, colour_of_output()),
                   walk.directory().path().string());
    if (!asked.html.empty())
        print_text(matrix_page(matrix), asked.html);
    if (!options.json.empty())
        print_document(matrix, options.json);
    if (whole)
        return exit_code(matrix.verdict);
    fmt::print(stderr, "cloister: interrupted; go on with the same words and -o {}\n",
               walk.directory().path().string());
    return interrupted_exit;
}

} // namespace cloister

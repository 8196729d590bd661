// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/explain/explain.hpp"
#include "orchestrator/explain/explain_text.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

#include <fmt/format.h>

namespace cloister {

int judge_command(const std::filesystem::path& directory, const std::string& json, bool quiet) {
    const RunDirectory run = RunDirectory::open(directory);
    const Plan plan = run.plan();
    const Report report = judge(plan, gather_evidence(run, plan));
    run.store(report);
    if (!quiet && json != "-")
        print_report(report);
    if (!json.empty())
        print_document(report, json);
    return exit_code(report.verdict);
}

int explain_command(const std::filesystem::path& directory, std::optional<std::uint64_t> number, bool json) {
    const RunDirectory run = RunDirectory::open(directory);
    const Interruptions interruptions = explain(gather_evidence(run, run.plan(), Keep::interruptions));
    if (json)
        print_document(interruptions, "-");
    else
        fmt::print("{}", number ? story_text(interruptions, *number, directory.string())
                                : causes_text(interruptions));
    return 0;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/plan_sources.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/observer/observer.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

// One for each way to interrupt: nothing, work that is queued, work on every CPU, a called function, an event
// of perf, a timer.
const std::vector<std::string> one_of_each{"nothing",    "drop_caches", "overcommit",
                                           "membarrier", "perf-event",  "posix-timer"};

// With fewer windows of a kind nothing can be said of their spread.
constexpr std::uint32_t windows_of_a_kind = 3;

} // namespace

int observer_command(RunOptions options, const std::vector<std::string>& names) {
    options.repeat = options.repeat.value_or(windows_of_a_kind);
    const MakePlan plan = plan_of_sources(chosen_sources(names.empty() ? one_of_each : names));
    const MeasuredRun run = measured_run(
        options, [&plan](const Scenario& scenario, const ModeCatalogue& modes, const KernelImage& kernel) {
            return with_unarmed_twins(plan(scenario, modes, kernel));
        });
    const Observer observed = observer(run.conducted.evidence);
    run.directory.store(observed);
    if (!options.quiet)
        fmt::print("{}\nrecord {}\n", observer_text(observed), run.directory.path().string());
    if (!options.json.empty())
        print_document(observed, options.json);
    if (run.conducted.interrupted)
        return tell_interrupted(run);
    return exit_code(observed);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/calibrate/calibrate.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/plan_sources.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

std::string symbols_of(const KernelImage& kernel) {
    return kernel.symbols.empty() ? "" : read_text_file(kernel.symbols);
}

} // namespace

int calibrate_command(const RunOptions& options, const std::vector<std::string>& names) {
    const MeasuredRun run = measured_run(options, plan_of_sources(chosen_sources(names)));
    Calibration calibration = calibrate(run.conducted.evidence);
    if (names.empty())
        for (AbsentSource& absent : absent_sources(symbols_of(run.kernel)))
            calibration.absent.push_back(std::move(absent));
    run.directory.store(calibration);
    if (!options.quiet)
        fmt::print("{}\nrecord {}\n", calibration_text(calibration), run.directory.path().string());
    if (!options.json.empty())
        print_document(calibration, options.json);
    if (run.conducted.interrupted)
        return tell_interrupted(run);
    return exit_code(calibration);
}

} // namespace cloister

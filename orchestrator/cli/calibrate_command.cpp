// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/calibrate/calibrate.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cli/print_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// In the catalogue's order; all of them unless some are named.
std::vector<Source> chosen_sources(const std::vector<std::string>& names) {
    std::vector<std::string> known;
    std::vector<Source> chosen;
    for (const Source& source : sources()) {
        known.push_back(source.name);
        if (names.empty() || std::find(names.begin(), names.end(), source.name) != names.end())
            chosen.push_back(source);
    }
    for (const std::string& name : names)
        for (const AbsentSource& absent : absent_sources())
            if (name == absent.name)
                throw LabError(Fault::wrong_use, "plan",
                               fmt::format("source '{}' is not provoked: {}", name, absent.reason));
    for (const std::string& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw LabError(Fault::wrong_use, "plan", unknown_name("source", name, known));
    return chosen;
}

MakePlan plan_for(const std::vector<Source>& chosen) {
    return [chosen](const Scenario& scenario, const ModeCatalogue& modes, const KernelImage& kernel) {
        for (const Source& source : chosen) {
            Scenario of_source = scenario;
            of_source.subject = source.subject;
            of_source.disturber = source.disturber;
            validate(of_source);
        }
        Plan plan =
            plan_trials(scenario, modes, calibration_needs(chosen, chosen_modes(scenario, modes, kernel)));
        add_kernel_parameters(plan);
        return plan;
    };
}

} // namespace

int calibrate_command(const RunOptions& options, const std::vector<std::string>& names) {
    const MeasuredRun run = measured_run(options, plan_for(chosen_sources(names)));
    Calibration calibration = calibrate(run.conducted.evidence);
    if (names.empty())
        calibration.absent = absent_sources();
    run.directory.store(calibration);
    if (!options.quiet)
        fmt::print("{}\nrecord {}\n", calibration_text(calibration), run.directory.path().string());
    if (!options.json.empty())
        print_json(write_document(calibration), options.json);
    if (run.conducted.interrupted)
        return tell_interrupted(run);
    return exit_code(calibration);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/plan_sources.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {

std::vector<Source> chosen_sources(const std::vector<std::string>& names) {
    std::vector<std::string> known;
    std::vector<Source> chosen;
    for (const Source& source : sources()) {
        known.push_back(source.name);
        if (names.empty() || std::find(names.begin(), names.end(), source.name) != names.end())
            chosen.push_back(source);
    }
    for (const std::string& name : names)
        for (const AbsentSource& absent : absent_sources(""))
            if (name == absent.name)
                throw LabError(Fault::wrong_use, "plan",
                               fmt::format("source '{}' is not provoked: {}", name, absent.reason));
    for (const std::string& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw LabError(Fault::wrong_use, "plan", unknown_name("source", name, known));
    return chosen;
}

MakePlan plan_of_sources(const std::vector<Source>& chosen) {
    return [chosen](const Scenario& scenario, const ModeCatalogue& modes, const KernelImage& kernel) {
        for (const Source& source : chosen) {
            Scenario of_source = scenario;
            of_source.subject = source.subject;
            of_source.disturber = source.disturber;
            validate(of_source);
        }
        return plan_trials(scenario, modes, calibration_needs(chosen, chosen_modes(scenario, modes, kernel)));
    };
}

} // namespace cloister

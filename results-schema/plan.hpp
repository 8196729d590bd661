// SPDX-License-Identifier: GPL-2.0-or-later
// What a run is going to do: the claims asked for and the trials that answer them, in running order.
// Runs on: host; stored as plan.json before the first boot.
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister {

struct Plan {
    static constexpr const char* schema = "cloister/plan/4";

    std::string scenario;
    std::vector<std::string> claims;
    std::uint64_t seed = 1;
    std::vector<TrialSpec> trials;
};

template <class Fields>
void describe(Fields& fields, Plan& plan) {
    fields.field("scenario", plan.scenario,
                 "Path of the scenario file; empty when flags alone made the plan");
    fields.field("claims", plan.claims, "Claims to be judged, as quiet-baseline");
    fields.field("seed", plan.seed, "Seed that each trial is given");
    fields.field("trials", plan.trials, "The trials that answer the claims, in running order");
}

} // namespace cloister

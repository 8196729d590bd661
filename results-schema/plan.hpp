// SPDX-License-Identifier: GPL-2.0-or-later
// What a run is going to do: the claims asked for and the trials that answer them, in running order.
// Runs on: host; stored as plan.json before the first boot.
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister {

struct Plan {
    static constexpr const char* schema = "cloister/plan/1";

    std::string scenario; // name or path of the scenario file; empty when flags alone made it
    std::vector<std::string> claims;
    std::uint64_t seed = 1;
    std::vector<TrialSpec> trials;
};

template <class Fields>
void describe(Fields& fields, Plan& plan) {
    fields.field("scenario", plan.scenario);
    fields.field("claims", plan.claims);
    fields.field("seed", plan.seed);
    fields.field("trials", plan.trials);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A claim: one checkable sentence, the trials it needs, and how it judges them. Each is one file in claims/.
// Runs on: host. Pure. The list is explicit: claims() in catalogue.cpp.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/plan/mode.hpp"
#include "orchestrator/plan/scenario.hpp"

#include <compare>

namespace cloister {

// A cell without its kernel, which the scenario gives.
struct TrialNeed {
    std::string mode;
    std::string subject;
    std::string disturber;
    auto operator<=>(const TrialNeed&) const = default;
};

struct Claim {
    std::string id;
    std::string sentence;
    // Empty: this scenario cannot answer it.
    std::vector<TrialNeed> (*needs)(const Scenario& scenario, const std::vector<Mode>& modes);
    ClaimResult (*judge)(const Evidence& evidence);
    bool by_name_alone = false; // judged where it is asked for, and not with all that can be answered
};

// In the order of the report.
const std::vector<Claim>& claims();
// Throws LabError{wrong_use} naming the nearest.
const Claim& claim_named(const std::string& id);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What a trial was measured under: what must be alike on both sides, unless it was declared to differ.
// Runs on: host. Pure.
#pragma once

#include "results-schema/comparison.hpp"
#include "results-schema/cost.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

struct Condition {
    std::string value; // empty: not known
    std::optional<Declared> excused_by{};
};

// By the words in which a difference is told.
using Conditions = std::map<std::string, Condition>;

Conditions conditions_of(const TrialRecord& record);
// Of what was counted on one of its kernels.
Conditions conditions_of(const Cost& cost, const std::string& kernel);

// "drains: 100 in old, 1,000 in new", for each that differs and was not declared to. What one side does not
// know cannot differ.
std::vector<std::string> undeclared(const Conditions& old_side, const Conditions& new_side,
                                    const std::vector<Declared>& differ);

// Options that both kernels have and that are set otherwise, as "CONFIG_SMP: y in old, n in new". A patch may
// bring options of its own, which only one side has.
std::vector<std::string> config_differences(const std::string& old_config, const std::string& new_config);

} // namespace cloister

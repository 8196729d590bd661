// SPDX-License-Identifier: GPL-2.0-or-later
// Ways to isolate CPUs × settings of the switch, each as a mode of its own, as "nohz_full-auto".
// Runs on: host. Pure.
#pragma once

#include "orchestrator/plan/mode.hpp"
#include "results-schema/matrix.hpp"

namespace cloister {

struct DrainSetup {
    Isolation isolation = Isolation::both;
    DrainSetting setting = DrainSetting::on;
    bool operator==(const DrainSetup&) const = default;
};

// In the order in which trouble shows: forced on where CPUs are isolated, then its control, then the rest.
std::vector<DrainSetup> setups(const std::vector<Isolation>& isolations,
                               const std::vector<DrainSetting>& settings);
std::string mode_name(const DrainSetup& setup);
// By default drains are remote exactly where full dynticks are set up.
std::string way_of_draining(const DrainSetup& setup);
// local: the mode of that name, whose knobs quieten each of these, and whose file tells how drains are done.
ModeCatalogue matrix_modes(const Mode& local);

} // namespace cloister

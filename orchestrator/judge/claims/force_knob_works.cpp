// SPDX-License-Identifier: GPL-2.0-or-later
// The boot parameter forces either way anywhere: on without full dynticks, off with them.
#include "orchestrator/judge/claims/boots.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"

namespace cloister {
namespace {

const std::vector<std::string>& boots() {
    static const std::vector<std::string> names{"forced-on-anywhere", "forced-off-with-nohz-full"};
    return names;
}

} // namespace

Claim force_knob_works() {
    return {"force-knob-works", "remote_drain=on and =off force either way of draining anywhere",
            [](const Scenario&, const std::vector<Mode>& modes) { return boot_needs(modes, boots()); },
            [](const Evidence& evidence) { return judge_boots(evidence, boots()); }};
}

} // namespace cloister

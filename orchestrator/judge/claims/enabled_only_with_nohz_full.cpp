// SPDX-License-Identifier: GPL-2.0-or-later
// By default the key is on exactly where full dynticks were set up: booted with a good, a bad, an empty and
// no nohz_full=.
#include "orchestrator/judge/claims/boots.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"

namespace cloister {
namespace {

const std::vector<std::string>& boots() {
    static const std::vector<std::string> names{"auto-nohz-full", "auto-no-nohz-full", "auto-empty-nohz-full",
                                                "auto-bad-nohz-full"};
    return names;
}

} // namespace

Claim enabled_only_with_nohz_full() {
    return {"enabled-only-with-nohz-full", "by default drains are remote exactly where nohz_full= was set up",
            [](const Scenario&, const std::vector<Mode>& modes) { return boot_needs(modes, boots()); },
            [](const Evidence& evidence) { return judge_boots(evidence, boots()); }};
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/claims/catalogue.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"

namespace cloister {

const std::vector<Claim>& claims() {
    static const std::vector<Claim> all{local_drains_interrupt(),      remote_drains_are_silent(),
                                        remote_calls_are_silent(),     drains_complete(),
                                        offline_drains_complete(),     page_lists_interrupt(),
                                        page_lists_are_silent(),       contention_is_counted(),
                                        fifo_starves_no_drain(),       quiet_baseline(),
                                        nothing_unexplained(),         housekeeping_keeps_pace(),
                                        enabled_only_with_nohz_full(), force_knob_works(),
                                        spinlock_paths_covered()};
    return all;
}

const Claim& claim_named(const std::string& id) {
    std::vector<std::string> ids;
    for (const Claim& claim : claims()) {
        if (claim.id == id)
            return claim;
        ids.push_back(claim.id);
    }
    throw LabError(Fault::wrong_use, "plan", unknown_name("claim", id, ids));
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/due.hpp"

namespace cloister {

std::optional<Due> why_due(const CellKey& key, const NightCell* last) {
    if (last == nullptr || !last->night || !last->key)
        return Due::never_measured;
    if (key.kernel != last->key->kernel)
        return Due::kernel;
    if (key.plan != last->key->plan)
        return Due::plan;
    if (key.cloister != last->key->cloister)
        return Due::cloister;
    if (key.machine != last->key->machine)
        return Due::machine;
    // What could not be measured, or lost events, may go better; what is undecided will be so again.
    if (last->verdict == Verdict::invalid)
        return Due::proved_nothing;
    return std::nullopt;
}

bool same(const CellKey& one, const CellKey& other) {
    return one.kernel == other.kernel && one.plan == other.plan && one.cloister == other.cloister &&
           one.machine == other.machine;
}

bool is_through(const NightCell& cell) {
    switch (cell.state) {
    case NightState::measured:
    case NightState::failed:
    case NightState::build_failed:
    case NightState::as_it_was:
        return true;
    case NightState::not_done:
        return false;
    }
    return false;
}

NightCell carried(const NightCell& last) {
    NightCell cell = last;
    cell.state = NightState::not_done;
    cell.due.reset();
    return cell;
}

} // namespace cloister

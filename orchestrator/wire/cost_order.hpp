// SPDX-License-Identifier: GPL-2.0-or-later
// What a guest finds in its root that is to tell exact costs. It talks to nobody: what comes from outside
// comes at its own time, and such a guest must do the same each time. It answers on its console, in lines:
//   cloister cost refused: REASON        it is not what was asked for
//   cloister cycles NAME NUMBER          of the time stamp counter, median of the turns; a clock's under KVM
//   alone cloister operation NAME[ refused: REASON] cloister cost done
// Runs on: both.
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister::wire {

constexpr const char* cost_order_file = "/cost-order.json";

struct CostOrder {
    static constexpr const char* schema = "cloister/wire-cost-order/1";
    TrialSpec spec;
    std::vector<std::string> operations;
};

template <class Fields>
void describe(Fields& fields, CostOrder& order) {
    fields.field("spec", order.spec);
    fields.field("operations", order.operations);
}

} // namespace cloister::wire

// SPDX-License-Identifier: GPL-2.0-or-later
// What a run was measured on, and what that makes of its numbers.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"

namespace cloister {

struct MeasuredOn {
    std::string machine;                     // the line a reviewer pastes
    bool times_indicative = true;            // false only when every guest ran under a KVM that works
    std::optional<std::string> not_measured; // why nothing here is a measurement
};

MeasuredOn measured_on(const Evidence& evidence);

// Document: whatever is stored of a run, with fields of the same names.
template <class Document>
void tell_measured_on(const Evidence& evidence, Document& document) {
    MeasuredOn on = measured_on(evidence);
    document.machine = std::move(on.machine);
    document.times_indicative = on.times_indicative;
    document.not_measured = std::move(on.not_measured);
}

} // namespace cloister

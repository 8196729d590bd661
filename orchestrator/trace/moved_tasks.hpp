// SPDX-License-Identifier: GPL-2.0-or-later
// CPUs that go offline send away whoever runs there: the subject, which switches on CPUs that nobody traces,
// and work that was begun, whose end is not seen where its beginning was. Runs on: host. Pure.
#pragma once

#include "results-schema/trial_spec.hpp"

namespace cloister {

inline bool moves_tasks(const TrialSpec& spec) {
    return spec.disturber == "cpu-offline";
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: what an action is refused with. Runs on: host.
#pragma once

#include "orchestrator/base/lab_error.hpp"

#include <string>

namespace cloister {

template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const LabError& error) {
        return error.what();
    }
    return "no refusal";
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What a failed run ends with; the table is in docs/architecture.md. Verdicts have theirs in judge/judge.hpp.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/base/lab_error.hpp"

namespace cloister {

constexpr int wrong_use_exit = 64;
constexpr int lab_exit = 69;
constexpr int own_bug_exit = 70;
constexpr int interrupted_exit = 130;

constexpr int exit_code(Fault fault) {
    switch (fault) {
    case Fault::wrong_use:
        return wrong_use_exit;
    case Fault::interrupted:
        return interrupted_exit;
    case Fault::lab:
    case Fault::kernel_failed:
    case Fault::guest_lost:
    case Fault::timed_out:
        return lab_exit;
    }
    return own_bug_exit;
}

} // namespace cloister

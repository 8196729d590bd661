// SPDX-License-Identifier: GPL-2.0-or-later
// What the end of a guest says of its kernel: whatever is on its console, that it died, hung or fell silent,
// what did not come back, pages that a drain left in a batch. A bug of ours is never a finding.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/console/kernel_reports.hpp"
#include "orchestrator/wire/fuzz_order.hpp"
#include "results-schema/fuzz.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

// How a guest ended.
struct FuzzEnd {
    std::optional<wire::FuzzDone> done;
    std::optional<LabError> failure;
    MachineFacts machine;
    std::string console;
};

struct FuzzConclusion {
    FuzzOutcome outcome = FuzzOutcome::quiet;
    std::vector<KernelReport> found; // the first is what it is called by; kind only where it is of a console
    std::optional<std::string> reason;
};

FuzzConclusion conclude_guest(const FuzzEnd& end);

} // namespace cloister

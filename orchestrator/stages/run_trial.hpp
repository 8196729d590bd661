// SPDX-License-Identifier: GPL-2.0-or-later
// One trial, straight: boot → verify → measure → collect. The guest is gone when it returns.
// Runs on: host. Whatever ends a trial becomes its record's outcome and failure; only Ctrl-C, a wrong
// question and a lab that cannot start a guest are thrown on, and then the record has been filled in as far
// as it went.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/machine/machine.hpp"
#include "orchestrator/stages/system_map.hpp"

namespace cloister {

struct TrialSetUp {
    Machine& machine;
    const KernelImage& kernel;
    const SystemMap& symbols; // of kernel
    std::filesystem::path initramfs;
    std::filesystem::path directory; // exists; console.log and trace.dat are left in it
    OnProgress on_progress;
    OnRemark on_remark;
};

// set_up and record are owned by the awaiting frame. record.spec and record.kernel are filled in by it.
Task<void> run_trial(const TrialSetUp& set_up, TrialRecord& record);

} // namespace cloister

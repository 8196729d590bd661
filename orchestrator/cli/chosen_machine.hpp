// SPDX-License-Identifier: GPL-2.0-or-later
// What a guest is started from and under: the kernel of a reference, and KVM or emulation.
// Runs on: host. Errors: LabError.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/machine/qemu/accelerator.hpp"
#include "orchestrator/plan/scenario.hpp"

namespace cloister {

class Machine;

// source: the tree that it was built from; empty: its recipe's.
KernelImage kernel_of(const Scenario& scenario, const std::filesystem::path& source = {});

// The very kernel, by digest, that a trial was measured on: from the cache, whatever series made it and
// whatever its name stands for by now; an image by its path. Throws LabError{wrong_use} where it is gone.
KernelImage kernel_of(const TrialRecord& record);

// Throws LabError{wrong_use} for a trial of a user's program, which is done again by `cloister run` alone.
void expect_our_workload(const TrialSpec& spec);

// Automatic: KVM once a guest has reached its agent under it, TCG otherwise. directory: for the files of a
// guest that is to prove it.
Accelerator accelerator_of(const Scenario& scenario, const KernelImage& kernel,
                           const std::filesystem::path& initramfs, const std::filesystem::path& directory,
                           const OnRemark& on_remark);

// Throws LabError{lab} with the remedy where the machine of real guests is not there, before anything is
// made.
void expect_machine(const Scenario& scenario);

// Of real guests. plugin: of the qemu machine, to count kernel entries by; empty: they are not counted.
std::unique_ptr<Machine> machine_of(const Scenario& scenario, Accelerator accelerator,
                                    std::filesystem::path plugin = {});

} // namespace cloister

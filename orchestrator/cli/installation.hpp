// SPDX-License-Identifier: GPL-2.0-or-later
// Where the running program finds its data and the guest's programs: the source and build trees it came from,
// or the places it was installed to.
// Runs on: host. Errors: LabError{lab} naming what is missing.
#pragma once

#include "orchestrator/image/initramfs.hpp"
#include "orchestrator/kernel/kernel_room.hpp"

namespace cloister {

GuestPrograms guest_programs();
// QEMU's plugins.
std::filesystem::path entry_counter();     // kernel-entries.so
std::filesystem::path operation_counter(); // operation-costs.so
std::filesystem::path kernel_data();       // guest-kernel-config
// Where kernels are made and cached; source: as KernelRoom has it.
KernelRoom kernel_room(const std::filesystem::path& source = {});
std::filesystem::path scenario_data(); // orchestrator/scenarios
std::filesystem::path recordings();    // what the fake machine replays
std::filesystem::path kvm_memory();    // where the proof of KVM is remembered

} // namespace cloister

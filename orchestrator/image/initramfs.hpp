// SPDX-License-Identifier: GPL-2.0-or-later
// The guest's root: the agent as /init and the workloads program, packed as the kernel unpacks it (newc).
// Runs on: host. Reproducible: equal programs make equal bytes. Errors: LabError{lab} naming the file.
#pragma once

#include <filesystem>

namespace cloister {

struct GuestPrograms {
    std::filesystem::path agent;     // becomes /init
    std::filesystem::path workloads; // becomes /workloads
};

void write_initramfs(const GuestPrograms& programs, const std::filesystem::path& file);

} // namespace cloister

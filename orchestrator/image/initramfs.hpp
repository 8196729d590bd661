// SPDX-License-Identifier: GPL-2.0-or-later
// The guest's root: the agent as /init, the workloads program, and the kernel's modules as /modules/NN-NAME
// in the order to load them, packed as the kernel unpacks it (newc). Runs on: host. Reproducible: equal
// programs make equal bytes. Errors: LabError{lab} naming the file.
#pragma once

#include "orchestrator/image/program_files.hpp"
#include "orchestrator/kernel/kernel_image.hpp"

#include <map>
#include <optional>

namespace cloister {

struct GuestPrograms {
    std::filesystem::path agent;     // becomes /init
    std::filesystem::path workloads; // becomes /workloads
    ProgramFiles own{};              // the user's programs, with all they need
};

// What a guest has besides that is interactive, or works to order: busybox as /bin/busybox, and files.
struct GuestShell {
    std::filesystem::path busybox;            // static; empty: none
    std::map<std::string, std::string> files; // path, as etc/profile → contents
};

void write_initramfs(const GuestPrograms& programs, const std::vector<KernelModule>& modules,
                     const std::filesystem::path& file, const std::optional<GuestShell>& shell = {});

} // namespace cloister

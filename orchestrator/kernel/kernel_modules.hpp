// SPDX-License-Identifier: GPL-2.0-or-later
// Of a kernel that was built with modules, as distributions do: those that a guest needs before it can speak
// (virtio, by which the agent talks) and for its disturbers (brd, a block device in memory; msr, a CPU's
// registers), with what they depend on. What is built in is left out, and so nothing comes of a kernel that
// has all of it. Dependencies are read from the modules themselves (.modinfo, "depends="): modules.dep is
// made by depmod where a package is installed, and is not there where it was only unpacked. Runs on: host.
// Errors: LabError{wrong_use} for a module that the config names and nobody finds.
#pragma once

#include "orchestrator/kernel/kernel_image.hpp"

namespace cloister {

// Where the modules of an image of this release lie: beside its /boot (ROOT/boot/vmlinuz-… has them in
// ROOT/lib/modules/RELEASE), in its own directory, else /lib/modules. Empty: nowhere.
std::filesystem::path modules_directory(const std::filesystem::path& image, const std::string& release);

// In the order to load them. config: the text of the kernel's .config; empty: unknown.
std::vector<KernelModule> modules_for_guest(const std::filesystem::path& image, const std::string& release,
                                            const std::string& config);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Which QEMU a guest would be started with: the first on PATH.
// Runs on: host. Errors: LabError{lab} with the remedy where there is none.
#pragma once

#include <filesystem>

namespace cloister {

constexpr const char* qemu_program = "qemu-system-x86_64";

// Empty: none.
std::filesystem::path find_qemu();
void expect_qemu();

} // namespace cloister

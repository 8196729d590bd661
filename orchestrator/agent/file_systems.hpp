// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel's file systems, mounted where everybody expects them.
// Runs on: guest, as PID 1. Errors: std::system_error naming the mount point.
#pragma once

#include <string>

namespace cloister::agent {

void mount_file_systems();
// Makes the directory where it is not there; what is mounted already stays.
void mount_on(const std::string& directory, const char* type);

} // namespace cloister::agent

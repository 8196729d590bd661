// SPDX-License-Identifier: GPL-2.0-or-later
// A file system on a block device, as small as can be: ext2 with an empty root directory, as fs/ext4 reads
// it. Runs on: both. Pure.
#pragma once

#include <cstddef>
#include <vector>

namespace cloister::workloads {

constexpr std::size_t file_system_block = 1024;

// Where disturber buffer-heads mounts it, and subject spin-readdir reads it.
constexpr const char* small_file_system_at = "/tmp/small-file-system";

// What the device must begin with; it is said to be 64 blocks long.
std::vector<char> small_file_system();

} // namespace cloister::workloads

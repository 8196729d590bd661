// SPDX-License-Identifier: GPL-2.0-or-later
// SHA-256 digests, written "sha256:0123…".
// Runs on: host. Errors: LabError{lab} naming a file that cannot be read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace cloister {

std::string sha256_of(std::string_view bytes);
std::string sha256_of_file(const std::filesystem::path& file);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Where a program lies that was named without a directory.
// Runs on: host.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cloister {

// As a shell finds it on PATH; nullopt: it does not.
std::optional<std::filesystem::path> find_program(const std::string& name);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What a program of the user's needs in a guest: itself, its loader or interpreter, and its shared libraries,
// each at the path it has here. What it opens by itself (dlopen(), data, another program) nobody can know.
// Runs on: host. The loader of the C library lists the libraries (ld.so --list), so that they are those that
// it would load here; it runs no code of the program's. Errors: LabError{wrong_use}: no such file, no x86-64
// program, no script with an interpreter, a library that is missing.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace cloister {

// Path in the guest → file here; the same but for a library that lies where the guest's loader does not look.
using ProgramFiles = std::map<std::string, std::filesystem::path>;

// program: absolute.
ProgramFiles files_of_program(const std::filesystem::path& program);

} // namespace cloister

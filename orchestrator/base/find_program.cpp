// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/find_program.hpp"

#include <unistd.h>

#include <cstdlib>
#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

std::optional<fs::path> find_program(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::istringstream directories(path == nullptr ? "" : path);
    for (std::string directory; std::getline(directories, directory, ':');) {
        fs::path program = fs::path(directory) / name;
        if (fs::is_regular_file(program) && ::access(program.c_str(), X_OK) == 0)
            return program;
    }
    return std::nullopt;
}

} // namespace cloister

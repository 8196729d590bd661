// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/find_qemu.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <unistd.h>

#include <cstdlib>
#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

fs::path find_qemu() {
    const char* path = std::getenv("PATH");
    std::istringstream directories(path == nullptr ? "" : path);
    for (std::string directory; std::getline(directories, directory, ':');) {
        fs::path program = fs::path(directory) / qemu_program;
        if (fs::is_regular_file(program) && ::access(program.c_str(), X_OK) == 0)
            return program;
    }
    return {};
}

void expect_qemu() {
    if (find_qemu().empty())
        throw LabError(Fault::lab, "boot",
                       std::string(qemu_program) +
                           " is not on PATH: install qemu-system-x86 (debian/install-packages does)");
}

} // namespace cloister

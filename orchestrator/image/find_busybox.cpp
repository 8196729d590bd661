// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/image/find_busybox.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <cstdlib>
#include <elf.h>
#include <fstream>
#include <sstream>

namespace cloister {
namespace {

// A program that is linked dynamically names its loader.
bool is_static(const std::filesystem::path& program) {
    std::ifstream in(program, std::ios::binary);
    Elf64_Ehdr head{};
    if (!in.read(reinterpret_cast<char*>(&head), sizeof head) ||
        std::string_view(reinterpret_cast<const char*>(head.e_ident), SELFMAG) != ELFMAG)
        return false;
    in.seekg(static_cast<std::streamoff>(head.e_phoff));
    for (unsigned i = 0; i < head.e_phnum; ++i) {
        Elf64_Phdr segment{};
        if (!in.read(reinterpret_cast<char*>(&segment), sizeof segment) || segment.p_type == PT_INTERP)
            return false;
    }
    return true;
}

} // namespace

std::filesystem::path find_busybox() {
    const char* path = std::getenv("PATH");
    std::istringstream directories(path == nullptr ? "" : path);
    for (std::string directory; std::getline(directories, directory, ':');)
        if (std::filesystem::path program = std::filesystem::path(directory) / "busybox"; is_static(program))
            return program;
    throw LabError(Fault::lab, "boot",
                   "no static busybox is on PATH: install busybox-static (debian/install-packages does)");
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/find_qemu.hpp"

#include "orchestrator/base/find_program.hpp"
#include "orchestrator/base/lab_error.hpp"

namespace cloister {

std::filesystem::path find_qemu() {
    return find_program(qemu_program).value_or("");
}

void expect_qemu() {
    if (find_qemu().empty())
        throw LabError(Fault::lab, "boot",
                       std::string(qemu_program) +
                           " is not on PATH: install qemu-system-x86 (debian/install-packages does)");
}

} // namespace cloister

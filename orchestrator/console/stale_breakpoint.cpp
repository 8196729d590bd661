// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/stale_breakpoint.hpp"

#include "orchestrator/console/kernel_failure.hpp"

#include <cstdio>

namespace cloister {
namespace {

// "QEMU 7.2.22 (Debian 1:7.2+dfsg-7)"; one that does not say is taken for a later one, whose oops is a
// finding.
bool keeps_breakpoints(const MachineFacts& machine) {
    int major = 0;
    int minor = 0;
    return machine.accelerator == "tcg" &&
           std::sscanf(machine.version.c_str(), "QEMU %d.%d", &major, &minor) == 2 &&
           (major < 8 || (major == 8 && minor < 1));
}

} // namespace

std::optional<std::string> stale_breakpoint(std::string_view console, const MachineFacts& machine) {
    std::optional<std::string> complaint = kernel_failure(console);
    if (!complaint || !complaint->starts_with("Oops: int3") || !keeps_breakpoints(machine))
        return std::nullopt;
    return complaint;
}

} // namespace cloister

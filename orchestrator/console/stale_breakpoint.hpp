// SPDX-License-Identifier: GPL-2.0-or-later
// An oops that may be the emulator's: under multi-threaded TCG, QEMU before 8.1 translates kernel text while
// another vCPU is patching it and may keep the breakpoint it saw ("Oops: int3"; mended by QEMU commit
// deba78709ae8). Guests whose CPUs come late (docs/adr/0002) have not met it; bare boots with all of them do,
// one in some 150. Nobody can tell it from a kernel that patches its text wrongly, so it proves nothing
// either way. Runs on: host. Pure.
#pragma once

#include "results-schema/trial_record.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cloister {

// Before the oops, where somebody is told of it.
constexpr const char* kept_by_qemu = "QEMU before 8.1 may have kept a stale breakpoint: ";

// The oops, where this machine may have made it; nullopt where the kernel's first complaint is another.
std::optional<std::string> stale_breakpoint(std::string_view console, const MachineFacts& machine);

} // namespace cloister

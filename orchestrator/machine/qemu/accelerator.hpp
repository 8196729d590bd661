// SPDX-License-Identifier: GPL-2.0-or-later
// How QEMU runs a guest's instructions: by the CPU (KVM) or by translation (TCG).
// Runs on: host. Under TCG counts are exact and times are not.
#pragma once

#include <string>

namespace cloister {

enum class Accelerator { kvm, tcg };

inline std::string accelerator_name(Accelerator accelerator) {
    return accelerator == Accelerator::kvm ? "kvm" : "tcg";
}

} // namespace cloister

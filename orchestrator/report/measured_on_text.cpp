// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/measured_on_text.hpp"

#include "orchestrator/base/wrapped.hpp"

namespace cloister {

std::string measured_on_text(const std::string& machine, bool times_indicative,
                             const std::optional<std::string>& not_measured) {
    std::string text = wrapped(machine, 0, 2) + "\n";
    if (not_measured)
        text += wrapped(*not_measured, 0, 2) + "\n";
    else if (times_indicative)
        text += "counts are exact, times indicative: not every guest ran under a KVM that works\n";
    return text + "\n";
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/given_time.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"

namespace cloister {

std::optional<std::chrono::nanoseconds> given_time(const char* flag, const std::string& text) {
    if (text.empty())
        return std::nullopt;
    try {
        return parse_duration(text);
    } catch (const std::invalid_argument& error) {
        throw LabError(Fault::wrong_use, "cli", std::string(flag) + ": " + error.what());
    }
}

} // namespace cloister

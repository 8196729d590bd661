// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/kernel_failure.hpp"

#include "orchestrator/console/complaint.hpp"
#include "orchestrator/console/console_line.hpp"

namespace cloister {
namespace {

std::optional<std::string> first_line(std::string_view console, bool (*is_meant)(std::string_view)) {
    while (!console.empty())
        if (const ConsoleLine line = next_console_line(console); is_meant(line.text))
            return std::string(line.text);
    return std::nullopt;
}

} // namespace

std::optional<std::string> kernel_failure(std::string_view console) {
    return first_line(console,
                      [](std::string_view text) { return complaint_of(text) && !is_starvation(text); });
}

std::optional<std::string> kernel_starvation(std::string_view console) {
    return first_line(console, is_starvation);
}

} // namespace cloister

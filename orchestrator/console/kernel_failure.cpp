// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/kernel_failure.hpp"

#include <algorithm>
#include <array>

namespace cloister {
namespace {

// What a line begins with, behind its time stamp.
constexpr std::array<std::string_view, 12> complaints{"Kernel panic - not syncing",
                                                      "BUG: ",
                                                      "WARNING: ",
                                                      "Oops: ",
                                                      "general protection fault",
                                                      "INFO: task ",
                                                      "INFO: rcu_",
                                                      "rcu: INFO: rcu_",
                                                      "watchdog: BUG: ",
                                                      "UBSAN: ",
                                                      "kernel BUG at ",
                                                      "INFO: possible "};

std::string_view without_time_stamp(std::string_view line) {
    const std::size_t close = line.starts_with('[') ? line.find("] ") : std::string_view::npos;
    return close == std::string_view::npos ? line : line.substr(close + 2);
}

std::string_view without_line_end(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
        line.remove_suffix(1);
    return line;
}

bool is_complaint(std::string_view line) {
    return std::any_of(complaints.begin(), complaints.end(),
                       [&](std::string_view complaint) { return line.starts_with(complaint); });
}

bool is_starvation(std::string_view line) {
    return line.starts_with("WARNING: ") && line.find(" sched_tick_remote+") != std::string_view::npos;
}

std::optional<std::string> first_line(std::string_view console, bool (*is_meant)(std::string_view)) {
    while (!console.empty()) {
        const std::size_t end = std::min(console.find('\n'), console.size());
        const std::string_view line = without_time_stamp(without_line_end(console.substr(0, end)));
        if (is_meant(line))
            return std::string(line);
        console.remove_prefix(std::min(end + 1, console.size()));
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> kernel_failure(std::string_view console) {
    return first_line(console,
                      [](std::string_view line) { return is_complaint(line) && !is_starvation(line); });
}

std::optional<std::string> kernel_starvation(std::string_view console) {
    return first_line(console, is_starvation);
}

} // namespace cloister

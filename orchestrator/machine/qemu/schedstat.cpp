// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/schedstat.hpp"

#include <fstream>
#include <sstream>
#include <string>

namespace cloister {

std::optional<std::chrono::nanoseconds> parse_waited(std::string_view schedstat) {
    std::istringstream in{std::string(schedstat)};
    std::chrono::nanoseconds::rep ran = 0;
    std::chrono::nanoseconds::rep waited = 0;
    if (in >> ran >> waited)
        return std::chrono::nanoseconds(waited);
    return std::nullopt;
}

std::optional<std::chrono::nanoseconds> waited(pid_t thread) {
    std::ifstream file("/proc/" + std::to_string(thread) + "/schedstat");
    // Not by iterators: they throw what a thread that ends meanwhile makes of reading (ESRCH).
    std::string line;
    std::getline(file, line);
    return parse_waited(line);
}

} // namespace cloister

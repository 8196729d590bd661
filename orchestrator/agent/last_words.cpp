// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/last_words.hpp"

#include "probes/kernelfs/file.hpp"

namespace cloister::agent {

std::string last_words(const std::string& file) {
    constexpr std::size_t enough = 200;
    std::string last;
    for (const std::string& line : lines_of(read_knob(file).value_or("")))
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            last = line.substr(line.find_first_not_of(" \t\r"), enough);
    return last;
}

} // namespace cloister::agent

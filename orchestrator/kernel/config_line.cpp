// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/config_line.hpp"

namespace cloister {

bool has_line(const std::string& config, const std::string& line) {
    return ("\n" + config).find("\n" + line + "\n") != std::string::npos;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/utc_time.hpp"

#include <fmt/chrono.h>

#include <ctime>

namespace cloister {

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

} // namespace cloister

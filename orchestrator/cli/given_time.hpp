// SPDX-License-Identifier: GPL-2.0-or-later
// The time that a flag gives, as "15m". Runs on: host. Errors: LabError{wrong_use} naming the flag.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace cloister {

// text: "" where it was not given.
std::optional<std::chrono::nanoseconds> given_time(const char* flag, const std::string& text);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Durations as people write them: "500ms", "10s", "5m", "1h".
// Runs on: host. Errors: std::invalid_argument naming the text; a suffix we do not know is never guessed at
// (rtla and rt-tests read "10ms" as ten minutes).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace cloister {

// A whole number and one of ms, s, m, h. Zero and what does not fit are errors.
std::chrono::nanoseconds parse_duration(std::string_view text);

// The shortest form that parse_duration() reads back: "90s" but "5m". Exact to the millisecond.
std::string duration_text(std::chrono::nanoseconds duration);

} // namespace cloister

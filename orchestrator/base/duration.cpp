// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/duration.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace cloister {
namespace {

struct Unit {
    std::string_view suffix;
    std::chrono::milliseconds length;
};

// From the longest to the shortest.
constexpr std::array<Unit, 4> units{{
    {"h", std::chrono::hours(1)},
    {"m", std::chrono::minutes(1)},
    {"s", std::chrono::seconds(1)},
    {"ms", std::chrono::milliseconds(1)},
}};

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
    throw std::invalid_argument(fmt::format("duration '{}': {}", text, why));
}

} // namespace

std::chrono::nanoseconds parse_duration(std::string_view text) {
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0)
        refuse(text, "expected a whole number and a unit, as in 10s, 5m, 1h or 500ms");
    if (number == 0)
        refuse(text, "nothing can be measured in no time");
    const std::string_view suffix = text.substr(static_cast<std::size_t>(rest - text.data()));
    for (const Unit& unit : units) {
        if (unit.suffix != suffix)
            continue;
        const std::chrono::nanoseconds one = unit.length;
        if (number > std::numeric_limits<std::int64_t>::max() / one.count())
            refuse(text, "is too long");
        return one * number;
    }
    refuse(text, suffix.empty() ? "the unit is missing: ms, s, m or h"
                                : fmt::format("unknown unit '{}': ms, s, m or h", suffix));
}

std::string duration_text(std::chrono::nanoseconds duration) {
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(duration);
    for (const Unit& unit : units)
        if (whole.count() != 0 && whole % unit.length == std::chrono::milliseconds(0))
            return fmt::format("{}{}", whole / unit.length, unit.suffix);
    return "0s";
}

} // namespace cloister

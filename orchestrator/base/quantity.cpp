// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {

std::string grouped(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0)
            text += ',';
        text += digits[i];
    }
    return text;
}

std::string quantity(std::uint64_t number, std::string_view singular, std::string_view plural) {
    std::string text = grouped(number) + " ";
    if (number == 1)
        return text.append(singular);
    return plural.empty() ? text.append(singular).append("s") : text.append(plural);
}

std::string length_text(std::chrono::nanoseconds length) {
    const double ns = static_cast<double>(length.count());
    if (ns < 1e6)
        return fmt::format("{:.0f} µs", ns / 1e3);
    return ns < 1e9 ? fmt::format("{:.1f} ms", ns / 1e6) : fmt::format("{:.1f} s", ns / 1e9);
}

std::string right(const std::string& text, std::size_t width) {
    const auto columns = static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
    return std::string(width > columns ? width - columns : 0, ' ') + text;
}

} // namespace cloister

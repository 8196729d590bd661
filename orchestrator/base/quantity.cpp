// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/quantity.hpp"

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

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/bars.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace cloister {
namespace {

constexpr std::size_t eighths = 8;

} // namespace

std::string bar(double share, std::size_t columns) {
    static constexpr std::array<const char*, eighths> part{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const double wanted = std::clamp(share, 0.0, 1.0) * static_cast<double>(columns * eighths);
    auto length = static_cast<std::size_t>(std::lround(wanted));
    if (length == 0 && share > 0)
        length = 1;
    std::string text;
    for (std::size_t i = 0; i < length / eighths; ++i)
        text += "█";
    text += part.at(length % eighths);
    return text + std::string(columns - (length + eighths - 1) / eighths, ' ');
}

std::string columns_of(const std::vector<std::optional<double>>& numbers) {
    static constexpr std::array<const char*, eighths> high{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double least = 0;
    double most = 0;
    for (const std::optional<double>& number : numbers) {
        least = std::min(least, number.value_or(0));
        most = std::max(most, number.value_or(0));
    }
    std::string text;
    for (const std::optional<double>& number : numbers) {
        if (!number) {
            text += "·";
            continue;
        }
        const double share = most == least ? 0 : (*number - least) / (most - least);
        text += high.at(static_cast<std::size_t>(std::lround(share * (eighths - 1))));
    }
    return text;
}

} // namespace cloister

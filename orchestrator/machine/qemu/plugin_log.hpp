// SPDX-License-Identifier: GPL-2.0-or-later
// What the logs of our plugins (entry_log.hpp, cost_log.hpp) have in common: lines of words and numbers.
// Runs on: host. Pure.
#pragma once

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace cloister {

// plugin: as "kernel-entries".
[[noreturn]] inline void refuse_line(const char* plugin, const std::string& line) {
    throw std::runtime_error(std::string(plugin) + ": '" + line + "' is no line of the plugin's");
}

// Throws as refuse_line() does where the word is no number.
inline std::uint64_t number_in(const std::string& word, const char* plugin, const std::string& line,
                               int base = 10) {
    std::uint64_t number = 0;
    const auto [rest, error] = std::from_chars(word.data(), word.data() + word.size(), number, base);
    if (error != std::errc() || rest != word.data() + word.size())
        refuse_line(plugin, line);
    return number;
}

} // namespace cloister

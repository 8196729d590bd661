// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers in sentences: "1,000", "1 drain", "2,000 drains", "3.0 ms"; and in columns.
// Runs on: host. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace cloister {

// Thousands separated by commas, whatever the locale.
std::string grouped(std::uint64_t number);

// The number and its noun; the plural takes an s unless it is given.
std::string quantity(std::uint64_t number, std::string_view singular, std::string_view plural = {});

// As a person reads it: "41 µs", "3.0 ms", "4.4 s".
std::string length_text(std::chrono::nanoseconds length);

// At the end of so many columns; fmt counts the bytes of "µ" where it pads.
std::string right(const std::string& text, std::size_t width);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers in sentences: "1,000", "1 drain", "2,000 drains".
// Runs on: host. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cloister {

// Thousands separated by commas, whatever the locale.
std::string grouped(std::uint64_t number);

// The number and its noun; the plural takes an s unless it is given.
std::string quantity(std::uint64_t number, std::string_view singular, std::string_view plural = {});

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// For a table of texts that is asked by a part of a longer one, without a copy of that. Runs on: host. Pure.
#pragma once

#include <functional>
#include <string_view>

namespace cloister {

struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
};

} // namespace cloister

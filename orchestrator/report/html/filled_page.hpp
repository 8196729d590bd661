// SPDX-License-Identifier: GPL-2.0-or-later
// A bundled page with its data. Runs on: host. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cloister {

// marks: each with what stands in its place, in the order in which the page has them; what was put in is not
// searched. Throws std::logic_error where the page has not all.
std::string filled_page(std::string_view page,
                        const std::vector<std::pair<std::string_view, std::string>>& marks);

} // namespace cloister

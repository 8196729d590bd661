// SPDX-License-Identifier: GPL-2.0-or-later
// A page template with its title and data put in, so that neither is read as markup. Runs on: host. Pure.
#pragma once

#include "results-schema/document.hpp"

#include <string_view>

namespace cloister {

// page: of page_templates.hpp.
std::string page_with_data(std::string_view page, const std::string& title, const Json& data);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The pages of a site without their data, as site.html, site.css and a script each were bundled into this
// program (../html/bundle.mjs). Runs on: host. Pure.
#pragma once

#include <string_view>

namespace cloister {

// Empty: this program was built without npm, and has no pages.
std::string_view index_template();
std::string_view cell_template();
std::string_view claim_template();
std::string_view run_template();
std::string_view series_template();
std::string_view cost_template();

} // namespace cloister

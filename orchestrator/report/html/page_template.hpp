// SPDX-License-Identifier: GPL-2.0-or-later
// The page without its data, as page.html, style.css and main.js were bundled into this program (bundle.mjs).
// Runs on: host. Pure.
#pragma once

#include <string_view>

namespace cloister {

// Empty: this program was built without npm, and has no page.
std::string_view page_template();

} // namespace cloister

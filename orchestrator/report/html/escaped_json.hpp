// SPDX-License-Identifier: GPL-2.0-or-later
// JSON that stays data within <script type="application/json">, whatever a console or a task's name holds:
// plain ASCII, and no character that HTML reads (<, >, &). What is no UTF-8 becomes U+FFFD.
// Runs on: host. Pure. Source: HTML standard, "Restrictions for contents of script elements".
#pragma once

#include "results-schema/document.hpp"

namespace cloister {

std::string escaped_json(const Json& document);
// Between tags; what is not plain ASCII becomes a question mark.
std::string escaped_html(std::string text);

} // namespace cloister

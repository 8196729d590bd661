// SPDX-License-Identifier: GPL-2.0-or-later
// Text as HTML and XML hold it between tags and in attributes. Control characters stay: what may stand for
// them is the format's. Runs on: host. Pure.
#pragma once

#include <string>

namespace cloister {

std::string escaped_markup(const std::string& text);

} // namespace cloister

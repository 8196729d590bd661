// SPDX-License-Identifier: GPL-2.0-or-later
// Text that a mail to a mailing list carries unharmed: 78 columns, plain ASCII.
// Runs on: host. Pure.
#pragma once

#include <string>

namespace cloister {

// " · " becomes ", ", "µ" u, "…" ...; what else is no ASCII becomes a question mark.
std::string ascii(const std::string& text);
// ASCII of at most so many columns, "..." at its end where something is left out.
std::string shortened(const std::string& text, std::size_t width);
// head and text in ASCII, wrapped; later lines begin where the text began. Ends its last line.
std::string paragraph(const std::string& head, const std::string& text);
// The digests in it to their first digits.
std::string with_short_digests(const std::string& text);

} // namespace cloister

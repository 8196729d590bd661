// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes as text that a page can hold: deflate with a zlib head (RFC 1950), which a browser's
// DecompressionStream("deflate") undoes, in base64. Runs on: host. Pure.
// Errors: std::runtime_error where there is no memory.
#pragma once

#include <string>
#include <string_view>

namespace cloister {

std::string deflated(std::string_view bytes);

} // namespace cloister

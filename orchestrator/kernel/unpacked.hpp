// SPDX-License-Identifier: GPL-2.0-or-later
// What was packed by gzip, xz, zstd or another filter that libarchive knows; what was not packed, as it is.
// Runs on: host. Pure but for libarchive.
#pragma once

#include <string>
#include <string_view>

namespace cloister {

// As much as can be unpacked: behind a kernel's stream lies its size, which is no part of it.
std::string unpacked(std::string_view packed);

} // namespace cloister

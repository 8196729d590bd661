// SPDX-License-Identifier: GPL-2.0-or-later
// A moment as documents have it: 2026-11-26T21:05:34Z, which sorts as text. Runs on: host.
#pragma once

#include <string>

namespace cloister {

std::string utc_now();

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A moment as documents have it: 2026-11-26T21:05:34.017Z, which sorts as text; so fine that two runs,
// however short, have not the same. Runs on: host.
#pragma once

#include <string>

namespace cloister {

std::string utc_now();

} // namespace cloister

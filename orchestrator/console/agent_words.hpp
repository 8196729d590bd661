// SPDX-License-Identifier: GPL-2.0-or-later
// What the agent said on the console before it ended: the only place left where it cannot reach its port.
// Runs on: host. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cloister {

// The first line "cloister agent: …" (agent/main.cpp), without that head.
std::optional<std::string> agent_words(std::string_view console);

} // namespace cloister

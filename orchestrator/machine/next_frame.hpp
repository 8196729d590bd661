// SPDX-License-Identifier: GPL-2.0-or-later
// The next whole frame of what an agent said so far; every backend's channel reads by it.
// Runs on: host. Errors: LabError{guest_lost} for bytes that are no frame.
#pragma once

#include "orchestrator/wire/frame.hpp"

namespace cloister {

std::optional<wire::Frame> next_frame(wire::FrameParser& parser);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/next_frame.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <stdexcept>

namespace cloister {

std::optional<wire::Frame> next_frame(wire::FrameParser& parser) {
    try {
        return parser.next();
    } catch (const std::runtime_error& error) {
        throw LabError(Fault::guest_lost, "collect", std::string("agent: ") + error.what());
    }
}

} // namespace cloister

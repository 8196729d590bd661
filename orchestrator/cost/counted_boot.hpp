// SPDX-License-Identifier: GPL-2.0-or-later
// What one guest did to order: what it said on its console (wire/cost_order.hpp), and what the emulator
// counted meanwhile. Runs on: host. Pure.
#pragma once

#include "orchestrator/machine/qemu/cost_log.hpp"

#include <optional>
#include <string>
#include <vector>

namespace cloister {

struct DoneOperation {
    std::string name;
    std::optional<std::string> refused; // why it was not done
    CountedOperation counted;
};

struct CountedBoot {
    std::vector<DoneOperation> operations;
    std::optional<std::string> refused; // why nothing was done
};

// Throws std::runtime_error where console and log do not tell of the same operations.
CountedBoot counted_boot(const std::string& console, std::string_view log);

// The guest has said all that it will say.
bool is_done(const std::string& console);

} // namespace cloister

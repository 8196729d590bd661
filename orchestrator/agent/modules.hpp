// SPDX-License-Identifier: GPL-2.0-or-later
// The modules that the host put into the guest's root (image/initramfs.hpp): without them a distribution's
// kernel has no port to the host. A module that is loaded patches its own text, and so this is done while one
// CPU is online.
// Runs on: guest, as PID 1. Errors: std::system_error naming the module.
#pragma once

namespace cloister::agent {

void load_modules();

} // namespace cloister::agent

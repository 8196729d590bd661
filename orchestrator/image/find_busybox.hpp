// SPDX-License-Identifier: GPL-2.0-or-later
// The busybox that an interactive guest gets: the first on PATH that needs no library, for the guest has
// none. Runs on: host. Errors: LabError{lab} with the remedy where there is none.
#pragma once

#include <filesystem>

namespace cloister {

std::filesystem::path find_busybox();

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A thread of mails as reviewers have it, an mbox, packed or not: read by git, which knows what mail does to
// patches. Runs on: host. Errors: LabError{wrong_use} for what is no mbox.
#pragma once

#include "orchestrator/kernel/mailed_series.hpp"

#include <filesystem>

namespace cloister {

std::vector<Mail> read_thread(const std::filesystem::path& mbox);

} // namespace cloister

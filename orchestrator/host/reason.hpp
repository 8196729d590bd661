// SPDX-License-Identifier: GPL-2.0-or-later
// Why a knob could not be written, for a person: the kernel's word, and what it means there. Runs on: host.
#pragma once

#include "results-schema/host_journal.hpp"

#include <exception>

namespace cloister {

std::string reason_of(const KnobPlace& place, const std::exception_ptr& failure);

} // namespace cloister

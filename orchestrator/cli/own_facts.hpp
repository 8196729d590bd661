// SPDX-License-Identifier: GPL-2.0-or-later
// What the running program says of itself, for the record: version, git revision, the command that it was
// given. Runs on: host. Errors: LabError{lab} when /proc cannot be read.
#pragma once

#include "results-schema/trial_record.hpp"

namespace cloister {

CloisterFacts own_facts();

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel cache knows of one kernel that it built.
// Runs on: host; stored as kernel.json beside the image.
#pragma once

#include "results-schema/trial_record.hpp"

namespace cloister {

struct KernelEntry {
    static constexpr const char* schema = "cloister/kernel/1";

    KernelFacts facts;
};

template <class Fields>
void describe(Fields& fields, KernelEntry& entry) {
    fields.field("facts", entry.facts, "What every record of a trial on this kernel says of it");
}

} // namespace cloister

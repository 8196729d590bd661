// SPDX-License-Identifier: GPL-2.0-or-later
// Which mails of a thread are the series, by what their subjects say: "[PATCH v2 3/7] mm/swap: …".
// Runs on: host. Pure. Errors: LabError{wrong_use}: no patch, a number that is missing, there twice, or
// without a diff.
#pragma once

#include "orchestrator/kernel/patch.hpp"

#include <optional>
#include <vector>

namespace cloister {

struct Mail {
    std::string subject; // as it was sent
    std::string diff;
};

// What stands in the brackets before a patch's subject.
struct PatchMarks {
    unsigned version = 1;
    unsigned number = 1; // 0 is the cover letter
    unsigned total = 1;
    bool operator==(const PatchMarks&) const = default;
};

// Nothing for a reply, or for what is no patch.
std::optional<PatchMarks> marks_of(const std::string& subject);
// In the order of their numbers, of the highest version. source: whose mails, for errors.
std::vector<Patch> series_of(const std::vector<Mail>& mails, const std::string& source);

} // namespace cloister

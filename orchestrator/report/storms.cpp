// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/storms.hpp"

#include "orchestrator/plan/workload_names.hpp"

#include <algorithm>

namespace cloister {

bool is_storm(const std::string& workload) {
    const std::string subject = workload.substr(0, workload.find('+'));
    return std::any_of(subject_names().begin(), subject_names().end(), [&](const SubjectName& each) {
        return each.name == subject && each.kind == SubjectKind::storms_batches;
    });
}

} // namespace cloister

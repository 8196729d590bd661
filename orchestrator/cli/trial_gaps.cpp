// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/trial_gaps.hpp"

#include "orchestrator/trace/rows_by_cpu.hpp"

namespace cloister {

std::vector<GapBin> gaps_of(const std::filesystem::path& directory, const JudgedTrial& judged) {
    GapsFile file(directory / gaps_file);
    GapHistogram histogram;
    for (const GapAccount& account : judged.observation->gaps)
        while (const std::optional<SubjectGap> gap = file.next(account.cpu))
            histogram.count(gap->length);
    return histogram.bins();
}

} // namespace cloister

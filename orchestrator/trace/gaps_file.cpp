// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/gaps_file.hpp"

namespace cloister {

std::optional<SubjectGap> GapsFile::next(CpuId cpu) {
    GapsCsv& gaps = readings_.try_emplace(cpu, file_).first->second.gaps;
    std::optional<SubjectGap> gap = gaps.next();
    while (gap && gap->cpu != cpu)
        gap = gaps.next();
    return gap;
}

} // namespace cloister

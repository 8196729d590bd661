// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/host_switches_file.hpp"

namespace cloister {

std::optional<HostAbsence> HostSwitchesFile::next(CpuId cpu) {
    HostSwitchesCsv& absences = readings_.try_emplace(cpu, file_).first->second.absences;
    std::optional<HostAbsence> absence = absences.next();
    while (absence && absence->cpu != cpu)
        absence = absences.next();
    return absence;
}

} // namespace cloister

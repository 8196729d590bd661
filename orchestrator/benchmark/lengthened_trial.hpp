// SPDX-License-Identifier: GPL-2.0-or-later
// A run of one trial that was never that long: a stored one's ring buffer, gaps and absences, again and
// again, each time later. Runs on: host. What the stored one has outside of its window comes to lie within,
// so that its counters do not agree. Errors: as the store's and the trace's.
#pragma once

#include "orchestrator/trace/shipped_files.hpp"
#include "results-schema/host_absence.hpp"
#include "results-schema/subject_gap.hpp"
#include "results-schema/trial_record.hpp"

#include <filesystem>

namespace cloister {

struct StoredTrial {
    TrialRecord record;
    std::vector<ShippedFile> files; // of its trace
    std::vector<SubjectGap> gaps;
    std::vector<HostAbsence> absences;
};

struct LengthenedTrial {
    std::filesystem::path run;
    std::filesystem::path trace_dat;
    std::uint64_t records = 0; // in trace.dat
};

// run: a directory that is not there yet.
LengthenedTrial lengthen(const StoredTrial& stored, std::uint64_t times, const std::filesystem::path& run);

} // namespace cloister

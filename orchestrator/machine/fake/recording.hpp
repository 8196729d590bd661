// SPDX-License-Identifier: GPL-2.0-or-later
// Recordings: stored trials of real guests, packed as they lie in their run directory (record.json,
// trace.dat, console.log). They hold all that those guests said, and so the fake machine can say it again.
// Runs on: host. Made anew by the script `record` beside this file. Errors: LabError{lab} for an archive that
// cannot be read or is of another version, {wrong_use} for a plan that asks for what was not recorded.
#pragma once

#include "orchestrator/trace/shipped_files.hpp"
#include "results-schema/host_absence.hpp"
#include "results-schema/plan.hpp"
#include "results-schema/trial_record.hpp"

#include <filesystem>

namespace cloister::fake {

struct Recording {
    TrialRecord record;
    std::string console;
    std::vector<ShippedFile> files;    // none where no window was opened
    std::vector<HostAbsence> absences; // of its vCPUs, on its own clock
};

class Recordings {
  public:
    explicit Recordings(std::vector<Recording> recordings) : recordings_(std::move(recordings)) {}
    static Recordings load(const std::filesystem::path& archive);

    // cell: "local spin-refill+drop_caches". Throws LabError{wrong_use}.
    const Recording& of(const std::string& cell) const;
    // Throws for the first trial that would have to be measured.
    void refuse_what_is_not_recorded(const Plan& plan) const;

  private:
    std::vector<Recording> recordings_;
};

// As GuestSpec names it.
std::string cell_name(const TrialSpec& spec);

} // namespace cloister::fake

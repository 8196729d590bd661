// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: one run on the fake machine, in a directory of its own, watched.
// Runs on: host.
#pragma once

#include "orchestrator/conduct.hpp"
#include "orchestrator/machine/fake/fake_machine.hpp"
#include "orchestrator/machine/fake/watched_machine.hpp"

namespace cloister::fake {

class LabRun {
  public:
    // claims: as in a scenario.
    LabRun(const std::string& story, const std::vector<std::string>& claims);
    // One that is told nowhere else.
    LabRun(Story story, const std::vector<std::string>& claims);
    LabRun(const LabRun&) = delete;
    LabRun& operator=(const LabRun&) = delete;
    ~LabRun();

    // The exit code that `cloister run` would end with.
    int conduct();

    Plan& plan() { return plan_; }
    Watch& watch() { return watch_; }
    Report report() const { return run().report(); }
    // As stored, in the order of the plan; nothing for a trial that was not begun.
    std::vector<TrialRecord> records() const;
    // Of the trials to which the story happened, the first.
    TrialRecord record_of_the_story() const;
    // Files that no finished run has, as paths beneath its directory.
    std::vector<std::string> left_behind() const;

  private:
    RunDirectory run() const { return RunDirectory::open(directory_ / "run"); }

    Story story_;
    FakeMachine machine_;
    Plan plan_;
    std::filesystem::path directory_; // made last: a plan that is refused leaves none
    Watch watch_;
};

} // namespace cloister::fake

// SPDX-License-Identifier: GPL-2.0-or-later
// The workload of one trial: subjects on the isolated CPUs, a disturber on the others, and the handshake that
// leads them through their phases. A program of the user's takes no part in that: it is started and ended.
// Runs on: guest. Owns the processes and the handshake. Errors: LabError naming the party that failed, with
// its own words, or that did not answer in time.
#pragma once

#include "orchestrator/agent/deadline.hpp"
#include "orchestrator/agent/own_program.hpp"
#include "orchestrator/agent/workload_process.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"
#include "workloads/mapping.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace cloister::agent {

class TrialWorkload {
  public:
    // Starts the disturber, which sleeps until it is told.
    explicit TrialWorkload(const TrialSpec& spec);
    // Returns when every subject of ours runs, in this cgroup ("": where the agent is), and the disturber is
    // ready.
    void start_subjects(const std::string& group = "");
    // Those of the user's: one of them may leave its CPU to nobody else, once it spins at a real-time
    // priority.
    void start_own_subjects();

    bool has_disturber() const { return spec_.disturber != "none"; }
    bool has_own_subject() const { return spec_.subject_command.has_value(); }
    // Its disturber ends the window by itself, after so many drains or provocations.
    bool is_counted() const { return has_disturber() && (spec_.drains || spec_.provocations); }
    // Starts a phase and returns when the disturber has finished it.
    void perform(workloads::Phase phase, const Deadline& deadline);
    void begin(workloads::Phase phase);
    // Ends a phase that lasts until it is told.
    void finish(workloads::Phase phase, const Deadline& deadline);
    // Throws when somebody failed.
    void check();
    // Subjects record gaps, and storm, while it is open.
    void open_window(bool open);
    // Everybody leaves; what they counted stays. Throws where a program of the user's failed in the end.
    void stop();

    std::optional<DrainTally> drains() const;
    std::optional<std::uint64_t> provoked() const;
    std::optional<std::uint64_t> pressure_pages() const;
    std::optional<std::chrono::nanoseconds> pressure_time() const;
    std::vector<SubjectTally> subjects() const;
    // Bytes of Gap (workloads/handshake.h), by time; none of a subject of the user's.
    std::string_view kept_gaps(CpuId cpu) const;
    // Names of an own subject's tasks, and of what runs where they sleep; nullopt: it is one of ours.
    std::optional<std::vector<std::string>> subject_tasks() const;

  private:
    bool ready() const;
    void check_disturber() const;

    const TrialSpec& spec_;
    const CpuSet taking_part_; // in the handshake, as subjects
    workloads::Mapping handshake_;
    std::vector<WorkloadProcess> subjects_;
    std::optional<WorkloadProcess> disturber_;
    std::vector<OwnProgram> own_subjects_;
    std::vector<OwnProgram> own_disturbers_; // one, while the window is open
};

} // namespace cloister::agent

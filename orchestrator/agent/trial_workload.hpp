// SPDX-License-Identifier: GPL-2.0-or-later
// The workload of one trial: subjects on the isolated CPUs, a disturber on the others, and the handshake that
// leads them through their phases.
// Runs on: guest. Owns the processes and the handshake. Errors: LabError naming the party that failed, with
// its own words, or that did not answer in time.
#pragma once

#include "orchestrator/agent/deadline.hpp"
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
    // Returns when every subject runs and the disturber is ready.
    void start_subjects();

    bool has_disturber() const { return disturber_.has_value(); }
    // Its disturber ends the window by itself, after so many drains or provocations.
    bool is_counted() const { return has_disturber() && (spec_.drains || spec_.provocations); }
    // Starts a phase and returns when the disturber has finished it.
    void perform(workloads::Phase phase, const Deadline& deadline);
    void begin(workloads::Phase phase);
    // Ends a phase that lasts until it is told.
    void finish(workloads::Phase phase, const Deadline& deadline);
    // Throws when somebody failed.
    void check() const;
    // Subjects record gaps, and storm, while it is open.
    void open_window(bool open);
    // Everybody leaves; what they counted stays.
    void stop();

    std::optional<DrainTally> drains() const;
    std::optional<std::uint64_t> provoked() const;
    std::optional<std::uint64_t> pressure_pages() const;
    std::optional<std::chrono::nanoseconds> pressure_time() const;
    std::vector<SubjectTally> subjects() const;
    // Bytes of Gap (workloads/handshake.h), by time.
    std::string_view kept_gaps(CpuId cpu) const;

  private:
    bool ready() const;

    const TrialSpec& spec_;
    workloads::Mapping handshake_;
    std::vector<WorkloadProcess> subjects_;
    std::optional<WorkloadProcess> disturber_;
};

} // namespace cloister::agent

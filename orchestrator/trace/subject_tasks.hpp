// SPDX-License-Identifier: GPL-2.0-or-later
// Which tasks of an isolated CPU are the subject, by the names that a trace has (15 characters). Where it is
// a program of the user's, the idle task is as well: the CPU is idle because the program sleeps, and it asked
// to. Runs on: host. Pure.
#pragma once

#include "orchestrator/trace/name.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

#include <set>

namespace cloister {

class SubjectTasks {
  public:
    SubjectTasks(const TrialSpec& spec, const Measurement& measurement)
        : own_(measurement.subject_tasks.has_value()) {
        if (own_)
            names_.insert(measurement.subject_tasks->begin(), measurement.subject_tasks->end());
        else
            names_.insert(spec.subject);
    }

    bool contains(Name task) const { return names_.contains(task); }
    // It is a program of the user's.
    bool own() const { return own_; }

  private:
    std::set<Name> names_;
    bool own_;
};

} // namespace cloister

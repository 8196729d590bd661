// SPDX-License-Identifier: GPL-2.0-or-later
// The one exception that ends a trial or a run: failed input or output, a wait past its deadline, a lab that
// cannot do what was asked. Caught once per trial (the record is still stored) and once per run.
// Runs on: both. what() is one line: what failed, on what, why, and what to do.
#pragma once

#include <stdexcept>
#include <string>

namespace cloister {

// Decides the trial's outcome and the exit code: see the table in docs/architecture.md.
enum class Fault {
    wrong_use,     // 64: the user asked for what cannot be
    lab,           // 69 before the first trial, lab_failed within one
    kernel_failed, // the guest's kernel did not boot, panicked or oopsed: a finding
    guest_lost,    // the machine ended or the channel broke
    timed_out,     // a deadline of the plan passed
    interrupted,   // 130: the user pressed Ctrl-C
};

class LabError : public std::runtime_error {
  public:
    LabError(Fault fault, std::string stage, const std::string& what)
        : std::runtime_error(what), fault_(fault), stage_(std::move(stage)) {}

    Fault fault() const { return fault_; }
    // boot, verify, arm, measure, collect, store, kernel, …
    const std::string& stage() const { return stage_; }

  private:
    Fault fault_;
    std::string stage_;
};

} // namespace cloister

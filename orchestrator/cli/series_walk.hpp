// SPDX-License-Identifier: GPL-2.0-or-later
// The steps of a series, built, measured and counted one at a time; what is stored and whole is not done
// again. Of `cloister series` and `cloister bisect`, which share a directory's measurements.
// Runs on: host. Errors: LabError for what ends the walk; the series is stored as far as it came. A step that
// does not build or boot, and a mode that its kernel cannot be in, are told in its report.
#pragma once

#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/cli/series_options.hpp"
#include "orchestrator/conduct.hpp"
#include "orchestrator/kernel/build_ahead.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <map>

namespace cloister {

class SeriesWalk {
  public:
    // words: what the user typed. Whatever can be refused is refused here, before anything is made.
    SeriesWalk(const RunOptions& options, const SeriesOptions& asked, const std::vector<std::string>& words);

    std::size_t steps() const { return series_.steps.size(); }
    // Asked for: not left out.
    bool wants(std::size_t step) const { return report_.steps[step].state != StepState::left_out; }
    const SeriesReport& report() const { return report_; }
    const RunDirectory& directory() const { return directory_; }
    // What the scenario asks for; the trials of a search are as many as it needs.
    const Scenario& scenario() const { return scenario_; }

    // Claims and drains of a step, mode by mode, each trial so often. False: the user ended it.
    bool measure(std::size_t step, std::uint32_t repeat);
    // What operations cost there. Likewise.
    bool count(std::size_t step);
    // What its costs prove against the base's, where both were counted.
    std::vector<ClaimResult> claims_of_costs(std::size_t step) const;
    // Whether a step's kernel comes as far as its agent.
    bool boots(std::size_t step) const;
    // Of a step that was measured, one claim, judged in each repetition by itself; empty: it cannot be asked.
    std::vector<ClaimResult> each_repetition(std::size_t step, const std::string& claim) const;
    void tell(const SearchForBad& search);

    // No more progress is shown.
    void fall_silent() { progress_.reset(); }
    // A walk that came to nothing leaves nothing.
    void abandon_if_empty() const;

  private:
    const KernelImage* kernel_of(std::size_t step); // nullptr: it does not build
    KernelImage built(std::size_t step);
    // Beside the guests of the step before, where the host has CPUs for both.
    void build_next(std::size_t step);
    std::vector<std::string> possible_modes(const KernelImage& kernel, StepReport& report) const;
    RunOptions options_of(std::size_t step) const;
    void keep_what_was_asked(std::size_t step, RunOptions& options) const;
    bool measure_in_its_modes(std::size_t step, const KernelImage& kernel, RunOptions options);
    std::vector<ClaimResult> claims_against_base(const Cost& cost) const;
    void take(const Conducted& conducted, StepReport& report);
    OnProgress progress_of(std::size_t step);
    void store();

    RunOptions options_;
    Scenario scenario_;
    Series series_;
    std::vector<std::string> operations_;
    RunDirectory directory_;
    bool was_there_;
    bool searches_;
    SeriesReport report_;
    std::map<std::size_t, KernelImage> kernels_;
    std::optional<Cost> cost_of_base_;
    std::optional<BuildAhead> ahead_;
    std::optional<ProgressLine> progress_;
};

} // namespace cloister

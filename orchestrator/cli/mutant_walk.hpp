// SPDX-License-Identifier: GPL-2.0-or-later
// Mutants, one at a time: built, and run until a check objects. What is stored and whole is not done again;
// a mutant whose kernel has changed is.
// Runs on: host. Errors: LabError for what is wrong with every mutant; what is wrong with one is told in its
// row.
#pragma once

#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/conduct.hpp"
#include "orchestrator/mutants/mutant.hpp"
#include "orchestrator/mutants/mutant_runs.hpp"
#include "orchestrator/mutants/objections.hpp"

#include <map>

namespace cloister {

class MutantWalk {
  public:
    MutantWalk(const RunOptions& options, bool every_run, std::size_t mutants);

    // False: the user ended it.
    bool check(const Mutant& mutant);
    const Mutants& matrix() const { return matrix_; }
    const std::filesystem::path& directory() const { return directory_; }
    // No more progress is shown.
    void fall_silent() { progress_.reset(); }
    // A walk that came to nothing leaves nothing.
    void abandon_if_empty() const;

  private:
    // What the unmutated series of a base and flavour showed.
    struct Control {
        AbsentWorkloads absent;
        std::string disturber;
    };

    MutantRow& row_of(const Mutant& mutant);
    std::optional<KernelImage> built(const Mutant& mutant, MutantRow& row);
    bool is_whole(const MutantRow& row, const std::vector<std::string>& runs) const;
    std::vector<std::string> runs_of(const Mutant& mutant) const;
    bool run_all(const Mutant& mutant, const KernelImage& kernel, MutantRow& row);
    bool measure(const MutantRun& run, const Mutant& mutant, const KernelImage& kernel, Heard& heard);
    bool count(const Mutant& mutant, const KernelImage& kernel, Heard& heard);
    bool count_kernel(const std::string& reference, const KernelImage& kernel,
                      const std::filesystem::path& directory, Cost& cost);
    RunOptions options_of(const Mutant& mutant) const;
    OnProgress progress_of(const Mutant& mutant, const std::string& run);
    std::filesystem::path part(const Mutant& mutant, const std::string& run) const;
    void store();

    RunOptions options_;
    Scenario scenario_;
    bool every_run_;
    std::size_t wanted_;
    std::size_t done_ = 0;
    bool was_there_;
    std::filesystem::path directory_;
    Mutants matrix_;
    std::map<std::string, Control> controls_; // by kernel reference
    std::map<std::string, Cost> costs_of_bases_;
    std::optional<ProgressLine> progress_;
};

} // namespace cloister

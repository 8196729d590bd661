// SPDX-License-Identifier: GPL-2.0-or-later
// The kernels of a matrix, built and measured one at a time, twice around: first the cells in which trouble
// shows, of every kernel, then the rest. What is stored and whole is not done again.
// Runs on: host. Errors: LabError for what ends the walk; the matrix is stored as far as it came. A kernel
// that does not build or boot is told in its cells.
#pragma once

#include "orchestrator/base/time_box.hpp"
#include "orchestrator/cli/matrix_options.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/conduct.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <map>
#include <optional>

namespace cloister {

class MatrixWalk {
  public:
    // words: what the user typed. Whatever can be refused is refused here, before anything is made.
    MatrixWalk(const RunOptions& options, const MatrixOptions& asked, const std::vector<std::string>& words);

    // False: the user ended it. What its time was too short for is not done.
    bool go();
    const Matrix& matrix() const { return matrix_; }
    const RunDirectory& directory() const { return directory_; }
    // No more progress is shown.
    void fall_silent() { progress_.reset(); }
    // A walk that came to nothing leaves nothing.
    void abandon_if_empty() const;

  private:
    bool measure(std::size_t kernel, const std::vector<DrainSetup>& setups);
    const KernelImage* kernel_of(std::size_t kernel); // nullptr: it does not build
    std::vector<MatrixCell*> cells_of(const std::string& kernel);
    std::vector<DrainSetup> with_controls(const std::string& kernel, std::vector<DrainSetup> setups);
    OnProgress progress_of(std::size_t kernel);

    RunOptions options_;
    Scenario scenario_;
    std::vector<std::string> kernels_;
    std::vector<DrainSetup> setups_;
    ModeCatalogue modes_;
    TimeBox time_;
    RunDirectory directory_;
    bool was_there_;
    Matrix matrix_;
    std::map<std::size_t, KernelImage> images_;
    std::optional<ProgressLine> progress_;
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/matrix_walk.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/given_time.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/recipe.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/matrix/judge_cells.hpp"
#include "orchestrator/matrix/stored_cells.hpp"
#include "orchestrator/plan/load_modes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

RunOptions smallest(RunOptions options) {
    expect_quiet_or_verbose(options);
    options.scenario = "smallest";
    options.modes.clear();
    return options;
}

Matrix unwalked(const std::vector<std::string>& kernels, const std::vector<DrainSetup>& setups) {
    Matrix matrix;
    for (const std::string& kernel : kernels)
        for (const DrainSetup& setup : setups) {
            MatrixCell& cell = matrix.cells.emplace_back();
            cell.kernel = kernel;
            cell.isolation = setup.isolation;
            cell.setting = setup.setting;
            cell.drains = way_of_draining(setup);
            cell.reason = "not done";
        }
    return matrix;
}

// The first ones: of all kernels they are done before any other.
std::vector<DrainSetup> where_trouble_shows(const std::vector<DrainSetup>& setups) {
    return {setups.begin(),
            setups.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, setups.size()))};
}

std::vector<TrialNeed> needs_of(const std::vector<DrainSetup>& setups, const Scenario& scenario) {
    std::vector<TrialNeed> needs;
    for (const DrainSetup& setup : setups)
        needs.push_back({mode_name(setup), scenario.subject, scenario.disturber});
    return needs;
}

} // namespace

MatrixWalk::MatrixWalk(const RunOptions& options, const MatrixOptions& asked,
                       const std::vector<std::string>& words)
    : options_(smallest(options)), scenario_(scenario_of(options_)), kernels_(kernels_of(asked.kernels)),
      setups_(setups_of(asked)), modes_(matrix_modes(load_modes(kernel_data() / "modes", {}).named("local"))),
      time_(given_time("--for", asked.time)), directory_([&] {
          validate(scenario_);
          for (const std::string& file : {options_.json, asked.html})
              if (!file.empty() && file != "-")
                  expect_writable(file);
          for (const std::string& kernel : kernels_)
              if (const KernelReference reference = parse_kernel_reference(kernel); !reference.is_image())
                  load_recipe(reference, kernel_data());
          expect_qemu();
          return RunDirectory::of_matrix(options_.directory.empty()
                                             ? std::nullopt
                                             : std::optional<std::filesystem::path>(options_.directory));
      }()),
      was_there_(directory_.matrix().has_value()), matrix_(unwalked(kernels_, setups_)) {
    matrix_.command_line = words;
    matrix_.drains = scenario_.drains;
    if (const std::optional<Matrix> stored = directory_.matrix())
        keep_stored_cells(*stored, matrix_);
    options_.json.clear(); // of the whole, not of a kernel
    progress_.emplace(options_.quiet, options_.verbose);
}

OnProgress MatrixWalk::progress_of(std::size_t kernel) {
    return [this, kernel](const ProgressStep& each) {
        progress_->show({fmt::format("kernel {} of {}: {}", kernel + 1, kernels_.size(), each.what),
                         each.stage, each.done, each.wanted});
    };
}

std::vector<MatrixCell*> MatrixWalk::cells_of(const std::string& kernel) {
    std::vector<MatrixCell*> cells;
    for (MatrixCell& cell : matrix_.cells)
        if (cell.kernel == kernel)
            cells.push_back(&cell);
    return cells;
}

const KernelImage* MatrixWalk::kernel_of(std::size_t kernel) {
    if (const auto known = images_.find(kernel); known != images_.end())
        return &known->second;
    try {
        Scenario scenario = scenario_;
        scenario.kernel = kernels_[kernel];
        const KernelReference reference = parse_kernel_reference(scenario.kernel);
        KernelImage image = reference.is_image() ? cloister::kernel_of(scenario)
                                                 : build_kernel(reference, kernel_room(),
                                                                time_.breaking_off(progress_of(kernel)));
        return &images_.emplace(kernel, std::move(image)).first->second;
    } catch (const LabError& error) {
        if (error.fault() != Fault::lab)
            throw;
        for (MatrixCell* cell : cells_of(kernels_[kernel])) {
            cell->state = MatrixState::build_failed;
            cell->verdict = Verdict::refuted;
            cell->reason = error.what();
        }
        return nullptr;
    }
}

// Cells of an earlier walk beside which others are judged: they are stored, so nothing is measured again.
std::vector<DrainSetup> MatrixWalk::with_controls(const std::string& kernel, std::vector<DrainSetup> setups) {
    for (const MatrixCell* cell : cells_of(kernel)) {
        const DrainSetup setup{cell->isolation, cell->setting};
        if (cell->state == MatrixState::measured && cell->verdict == Verdict::upheld &&
            std::find(setups.begin(), setups.end(), setup) == setups.end())
            setups.push_back(setup);
    }
    return setups;
}

bool MatrixWalk::measure(std::size_t kernel, const std::vector<DrainSetup>& setups) {
    const KernelImage* image = kernel_of(kernel);
    if (image == nullptr)
        return true;
    RunOptions options = options_;
    options.kernel = kernels_[kernel];
    const MakePlan make_plan = [&](const Scenario& scenario, const ModeCatalogue&, const KernelImage&) {
        return plan_trials(scenario, modes_, needs_of(with_controls(kernels_[kernel], setups), scenario));
    };
    const RunDirectory directory = directory_.step(kernels_[kernel]);
    const OnProgress on_progress = progress_of(kernel);
    const OnRemark on_remark = progress_->remark_sink();
    for (std::size_t refused = 0;; ++refused)
        try {
            std::string disturber;
            const Conducted conducted =
                measured_step(options, make_plan, {*image, directory, on_progress, on_remark}, disturber);
            std::vector<MatrixCell*> cells = cells_of(kernels_[kernel]);
            judge_cells(conducted.evidence, cells);
            matrix_.machine = conducted.report.machine;
            matrix_.times_indicative = conducted.report.times_indicative;
            matrix_.not_measured = conducted.report.not_measured;
            return !conducted.interrupted;
        } catch (const LabError& error) {
            // Its guest came up otherwise than it must: that is stored, and the cell's finding.
            if (error.stage() != "verify" || refused == setups.size())
                throw;
        }
}

bool MatrixWalk::go() try {
    for (const std::vector<DrainSetup>& setups : {where_trouble_shows(setups_), setups_})
        for (std::size_t kernel = 0; kernel < kernels_.size(); ++kernel) {
            if (time_.is_over())
                return true;
            const bool goes_on = measure(kernel, setups);
            conclude(matrix_);
            directory_.store(matrix_);
            if (!goes_on)
                return false;
        }
    return true;
} catch (const LabError&) {
    if (!time_.broke_off())
        throw;
    return true; // each kernel before it is stored
}

void MatrixWalk::abandon_if_empty() const {
    const bool empty = std::all_of(matrix_.cells.begin(), matrix_.cells.end(), [](const MatrixCell& cell) {
        return cell.state == MatrixState::not_done;
    });
    if (empty && !was_there_)
        directory_.discard();
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The run directory, and the only code that reads and writes it:
//   plan.json  report.json  calibration.json  observer.json  cost.json  coverage.json
//   reproduction.json  recipe.sh  initramfs.cpio
//   kernels/<digest>/{config, coverage/} trials/<cell>/<repetition>/{record.json, trace.dat, coverage/, …}
// That of a series has series.json, chart.svg, and steps/<kernel>/, each a run directory; so has that of a
// matrix, with matrix.json.
// Runs on: host. A document appears whole or not at all. Errors: LabError{lab} for what cannot be written,
// {wrong_use} for a directory that holds something else, or a document that is not ours (its path named).
#pragma once

#include "orchestrator/kernel/kernel_image.hpp"
#include "results-schema/calibration.hpp"
#include "results-schema/cost.hpp"
#include "results-schema/coverage.hpp"
#include "results-schema/matrix.hpp"
#include "results-schema/observer.hpp"
#include "results-schema/plan.hpp"
#include "results-schema/report.hpp"
#include "results-schema/reproduction.hpp"
#include "results-schema/series.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

class RunDirectory {
  public:
    // Without a path: runs/<time>, and runs/latest leads to it once it has a plan. A directory that is not
    // empty is refused.
    static RunDirectory create(const std::optional<std::filesystem::path>& path);
    static RunDirectory open(const std::filesystem::path& path);
    // Of a run, costs or a series.
    static RunDirectory open_results(const std::filesystem::path& path);
    // create(), or one that holds a series already.
    static RunDirectory of_series(const std::optional<std::filesystem::path>& path);
    // create(), or one that holds a matrix already.
    static RunDirectory of_matrix(const std::optional<std::filesystem::path>& path);
    // A part of a run, made unless it is there, to be gone on with.
    RunDirectory step(const std::string& kernel) const;
    RunDirectory costs() const;
    // What can be compared: a run, costs, or both; or a series, which has a directory of these for each step.
    static std::vector<RunDirectory> open_all(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path initramfs() const { return path_ / "initramfs.cpio"; }
    std::filesystem::path trial(const TrialSpec& spec) const;

    void store(const Plan& plan) const;
    void store(const Report& report) const;
    void store(const Calibration& calibration) const;
    void store(const Observer& observer) const;
    void store(const Cost& cost) const;
    void store(const Coverage& coverage) const;
    void store(const SeriesReport& series) const;
    void store(const Matrix& matrix) const;
    void store_chart(const std::string& svg) const;
    std::filesystem::path chart() const { return path_ / "chart.svg"; }
    // recipe: a shell script; empty: there is none.
    void store(const Reproduction& reproduction, const std::string& recipe) const;
    // Fills in the digests of the files beside it.
    void store(TrialRecord& record) const;
    void keep(const KernelImage& kernel) const;

    bool has_plan() const;
    bool has_records() const;
    bool has_record(const TrialSpec& spec) const;
    // A trial that is to be done anew: nothing of it is left.
    void forget(const TrialSpec& spec) const;
    // For a run that measured nothing: leaves things as they were before create().
    void discard() const;

    Plan plan() const;
    Report report() const;
    // nullopt: none was counted.
    std::optional<Cost> cost() const;
    // Of the kernel with this digest; nullopt: it is not known.
    std::optional<std::string> config(const std::string& digest) const;
    // Of the kernel with this digest, what its guests' gcov counts are read by; nullopt: it was not profiled.
    std::optional<std::filesystem::path> coverage_notes(const std::string& digest) const;
    // The script of a reproduction; nullopt: there is none.
    std::optional<std::string> recipe() const;
    // nullopt: this trial was not run.
    std::optional<TrialRecord> record(const TrialSpec& spec) const;
    // Every one that is stored, in whatever plan it was.
    std::vector<TrialRecord> records() const;
    // nullopt: there is none.
    std::optional<SeriesReport> series() const;
    // Likewise.
    std::optional<Matrix> matrix() const;

  private:
    RunDirectory(std::filesystem::path path, std::filesystem::path made)
        : path_(std::move(path)), made_(std::move(made)) {}

    void lead_latest() const;

    std::filesystem::path path_;
    std::filesystem::path made_; // the uppermost directory that create() made; empty: none
    bool leads_latest_ = false;
};

// Reads a document of any place strictly; the error names file and field.
template <class Document>
Document read_document_file(const std::filesystem::path& file);
std::string read_text_file(const std::filesystem::path& file);
// Throws LabError{wrong_use} where write_text_file() would surely fail: to be asked before an hour of
// measuring.
void expect_writable(const std::filesystem::path& file);
// Whole or not at all; a device or a pipe is written to, a link followed.
void write_text_file(const std::filesystem::path& file, const std::string& text);

} // namespace cloister

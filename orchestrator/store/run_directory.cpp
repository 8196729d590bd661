// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/run_directory.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/path_element.hpp"
#include "orchestrator/store/stored_files.hpp"
#include "results-schema/coverage_files.hpp"
#include "results-schema/host_absence.hpp"
#include "results-schema/mutants.hpp"
#include "results-schema/nightly.hpp"
#include "results-schema/own_program.hpp"
#include "results-schema/subject_gap.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>

namespace cloister {

namespace fs = std::filesystem;

namespace {

// The uppermost directory that making this one will make; empty: none.
fs::path first_missing(const fs::path& directory) {
    fs::path missing;
    for (fs::path each = fs::absolute(directory).lexically_normal(); !fs::exists(each);
         each = each.parent_path())
        if (each.has_filename())
            missing = each;
    return missing;
}

bool is_made(const fs::path& directory) {
    std::error_code error;
    const bool made = fs::create_directory(directory, error);
    if (error)
        cannot("make", directory, error.message());
    return made;
}

fs::path kernel_directory(const fs::path& run, std::string digest) {
    std::replace(digest.begin(), digest.end(), ':', '-');
    return run / "kernels" / digest;
}

fs::path config_file(const fs::path& run, const std::string& digest) {
    return kernel_directory(run, digest) / "config";
}

std::vector<std::string> coverage_files(const fs::path& trial) {
    std::vector<std::string> files;
    std::error_code none_unless_profiled;
    for (const fs::directory_entry& entry :
         fs::directory_iterator(trial / coverage_directory, none_unless_profiled))
        files.push_back((fs::path(coverage_directory) / entry.path().filename()).string());
    return files;
}

std::string time_name() {
    std::time_t now = std::time(nullptr);
    return fmt::format("{:%Y-%m-%dT%H-%M-%S}", fmt::localtime(now));
}

bool is_device_or_pipe(const fs::path& file) {
    return fs::exists(file) && !fs::is_regular_file(file) && !fs::is_directory(file);
}

void write_through(const fs::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    if (!out.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
        cannot("write", file, std::strerror(errno));
}

} // namespace

void write_text_file(const fs::path& named, const std::string& text) {
    if (is_device_or_pipe(named))
        return write_through(named, text);
    const fs::path file = fs::is_symlink(named) ? fs::weakly_canonical(named) : named;
    const fs::path unfinished = file.string() + ".part";
    {
        std::ofstream out(unfinished, std::ios::binary);
        if (!out.write(text.data(), static_cast<std::streamsize>(text.size())).flush()) {
            const std::string why = std::strerror(errno);
            std::error_code nothing_to_say;
            fs::remove(unfinished, nothing_to_say);
            cannot("write", file, why + "; free some space or choose another place with -o");
        }
    }
    std::error_code error;
    fs::rename(unfinished, file, error);
    if (error)
        cannot("write", file, error.message());
}

void expect_writable(const fs::path& file) {
    if (is_device_or_pipe(file))
        return;
    const fs::path unfinished = file.string() + ".part";
    std::error_code nothing_to_say;
    if (fs::is_directory(file))
        errno = EISDIR;
    else if (std::ofstream(unfinished, std::ios::binary | std::ios::app)) {
        fs::remove(unfinished, nothing_to_say);
        return;
    }
    throw LabError(Fault::wrong_use, "store",
                   "cannot write " + file.string() + ": " + std::strerror(errno) +
                       "; name a file in a directory that is there and yours");
}

std::string read_text_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (in && fs::is_directory(file)) {
        in.setstate(std::ios::failbit);
        errno = EISDIR;
    }
    if (!in)
        throw LabError(Fault::wrong_use, "store",
                       "cannot read " + file.string() + ": " + std::strerror(errno));
    return {std::istreambuf_iterator<char>(in), {}};
}

template <class Document>
Document read_document_file(const fs::path& file) {
    try {
        return parse_document<Document>(read_text_file(file));
    } catch (const SchemaError& error) {
        throw LabError(Fault::wrong_use, "store", file.string() + ": " + error.what());
    }
}
template Plan read_document_file<Plan>(const fs::path&);
template Report read_document_file<Report>(const fs::path&);
template TrialRecord read_document_file<TrialRecord>(const fs::path&);
template TrialSpec read_document_file<TrialSpec>(const fs::path&);
template Cost read_document_file<Cost>(const fs::path&);
template SeriesReport read_document_file<SeriesReport>(const fs::path&);
template Mutants read_document_file<Mutants>(const fs::path&);
template Nightly read_document_file<Nightly>(const fs::path&);
template NightCell read_document_file<NightCell>(const fs::path&);

namespace {

template <class Document>
std::optional<Document> document_if_there(const fs::path& file) {
    return fs::exists(file) ? std::optional(read_document_file<Document>(file)) : std::nullopt;
}

} // namespace

RunDirectory RunDirectory::create(const std::optional<fs::path>& path) {
    if (path) {
        if (fs::exists(*path) && !(fs::is_directory(*path) && fs::is_empty(*path)))
            throw LabError(Fault::wrong_use, "store",
                           path->string() + " is not an empty directory: choose another with -o, nothing is "
                                            "overwritten");
        RunDirectory run(*path, first_missing(*path));
        make_directory(*path);
        return run;
    }
    const fs::path made = first_missing("runs");
    make_directory("runs");
    const std::string name = time_name();
    fs::path fresh = fs::path("runs") / name;
    for (int again = 2; !is_made(fresh); ++again) // two runs may start within one second
        fresh = fs::path("runs") / (name + "-" + std::to_string(again));
    RunDirectory run(fresh, made.empty() ? fresh : made);
    run.leads_latest_ = true;
    return run;
}

void RunDirectory::discard() const {
    std::error_code nothing_to_say; // the failure before is told
    const fs::path latest = path_.parent_path() / "latest";
    if (leads_latest_ && fs::read_symlink(latest, nothing_to_say) == path_.filename())
        fs::remove(latest, nothing_to_say);
    if (!made_.empty())
        fs::remove_all(made_, nothing_to_say);
    else
        for (const fs::directory_entry& entry : fs::directory_iterator(path_, nothing_to_say))
            fs::remove_all(entry.path(), nothing_to_say);
}

RunDirectory RunDirectory::open(const fs::path& path) {
    for (const char* whole : {"series", "matrix", "nightly"})
        if (!fs::exists(path / "plan.json") && fs::exists(path / (std::string(whole) + ".json")))
            throw LabError(Fault::wrong_use, "store",
                           path.string() + " is a " + whole + ": name one of its steps, as " +
                               (path / "steps" / "…").string());
    if (!fs::exists(path / "plan.json"))
        throw LabError(Fault::wrong_use, "store",
                       path.string() + " is no run directory: it has no plan.json; see runs/");
    return RunDirectory(path, {});
}

RunDirectory RunDirectory::open_results(const fs::path& path) {
    const char* const documents[] = {"plan.json", "cost.json", "series.json", "matrix.json"};
    if (std::none_of(std::begin(documents), std::end(documents),
                     [&](const char* each) { return fs::exists(path / each); }))
        throw LabError(
            Fault::wrong_use, "store",
            path.string() +
                " is no run directory: it has no plan.json, cost.json, series.json or matrix.json; see "
                "runs/");
    return RunDirectory(path, {});
}

RunDirectory RunDirectory::of_series(const std::optional<fs::path>& path) {
    return path && fs::exists(*path / "series.json") ? RunDirectory(*path, {}) : create(path);
}

RunDirectory RunDirectory::of_matrix(const std::optional<fs::path>& path) {
    return path && fs::exists(*path / "matrix.json") ? RunDirectory(*path, {}) : create(path);
}

RunDirectory RunDirectory::step(const std::string& kernel) const {
    const fs::path directory = path_ / "steps" / path_element(kernel);
    make_directory(directory);
    return RunDirectory(directory, {});
}

RunDirectory RunDirectory::costs() const {
    make_directory(path_ / "costs");
    return RunDirectory(path_ / "costs", {});
}

std::vector<RunDirectory> RunDirectory::open_all(const fs::path& path) {
    std::vector<fs::path> places{path};
    std::error_code none_of_a_series;
    for (const fs::directory_entry& step : fs::directory_iterator(path / "steps", none_of_a_series))
        places.push_back(step.path());
    std::sort(places.begin(), places.end());
    std::vector<RunDirectory> all;
    for (const fs::path& place : places)
        if (const RunDirectory run(place, {}); run.has_plan() || run.cost())
            all.push_back(run);
    if (all.empty())
        throw LabError(Fault::wrong_use, "store",
                       path.string() +
                           " is no run directory: it has neither plan.json nor cost.json; see runs/");
    return all;
}

fs::path RunDirectory::trial(const TrialSpec& spec) const {
    const Cell& cell = spec.cell;
    return path_ / "trials" / path_element(cell.kernel + "," + cell.mode + "," + cell.workload) /
           std::to_string(spec.repetition);
}

void RunDirectory::store(const Plan& plan) const {
    write_document_file(path_ / "plan.json", plan);
    lead_latest();
}

void RunDirectory::lead_latest() const {
    if (!leads_latest_)
        return;
    const fs::path latest = path_.parent_path() / "latest";
    std::error_code nothing_to_say; // a convenience, not a result
    fs::remove(latest, nothing_to_say);
    fs::create_directory_symlink(path_.filename(), latest, nothing_to_say);
}

void RunDirectory::store(const Report& report) const {
    write_document_file(path_ / "report.json", report);
}

void RunDirectory::store(const Observer& observer) const {
    write_document_file(path_ / "observer.json", observer);
}

void RunDirectory::store(const Cost& cost) const {
    write_document_file(path_ / "cost.json", cost);
}

void RunDirectory::store(const Coverage& coverage) const {
    write_document_file(path_ / "coverage.json", coverage);
}

void RunDirectory::store_chart(const std::string& svg) const {
    write_text_file(chart(), svg);
}

void RunDirectory::store(const SeriesReport& series) const {
    write_document_file(path_ / "series.json", series);
    lead_latest();
}

void RunDirectory::store(const Matrix& matrix) const {
    write_document_file(path_ / "matrix.json", matrix);
    lead_latest();
}

void RunDirectory::store(const Calibration& calibration) const {
    write_document_file(path_ / "calibration.json", calibration);
}

void RunDirectory::store(const Reproduction& reproduction, const std::string& recipe) const {
    write_document_file(path_ / "reproduction.json", reproduction);
    if (!recipe.empty())
        write_text_file(path_ / "recipe.sh", recipe);
}

void RunDirectory::store(TrialRecord& record) const {
    const fs::path directory = trial(record.spec);
    make_directory(directory);
    record.digests.clear();
    std::vector<std::string> files{"trace.dat", gaps_file, host_switches_file, "console.log", "qemu.log"};
    for (const std::string& file : program_files(record.spec))
        files.push_back(file);
    for (const std::string& file : coverage_files(directory))
        files.push_back(file);
    for (const std::string& file : files)
        if (fs::exists(directory / file))
            record.digests[file] = sha256_of_file(directory / file);
    if (fs::exists(initramfs()))
        record.digests["initramfs.cpio"] = sha256_of_file(initramfs());
    write_document_file(directory / "record.json", record);
}

void RunDirectory::keep(const KernelImage& kernel) const {
    if (kernel.config.empty())
        return;
    const fs::path file = config_file(path_, kernel.facts.digest);
    make_directory(file.parent_path());
    write_text_file(file, kernel.config);
    const fs::path notes = file.parent_path() / coverage_directory;
    if (!kernel.coverage.empty() && !fs::exists(notes))
        fs::copy(kernel.coverage, notes, fs::copy_options::recursive);
}

Plan RunDirectory::plan() const {
    return read_document_file<Plan>(path_ / "plan.json");
}

Report RunDirectory::report() const {
    if (!fs::exists(path_ / "report.json"))
        throw LabError(Fault::wrong_use, "store",
                       path_.string() + " was not judged: cloister judge " + path_.string());
    return read_document_file<Report>(path_ / "report.json");
}

std::optional<Cost> RunDirectory::cost() const {
    const fs::path file = path_ / "cost.json";
    return fs::exists(file) ? std::optional(read_document_file<Cost>(file)) : std::nullopt;
}

std::optional<std::string> RunDirectory::config(const std::string& digest) const {
    const fs::path file = config_file(path_, digest);
    return fs::exists(file) ? std::optional(read_text_file(file)) : std::nullopt;
}

std::optional<fs::path> RunDirectory::coverage_notes(const std::string& digest) const {
    const fs::path notes = kernel_directory(path_, digest) / coverage_directory;
    return fs::exists(notes) ? std::optional(notes) : std::nullopt;
}

std::optional<std::string> RunDirectory::recipe() const {
    const fs::path file = path_ / "recipe.sh";
    return fs::exists(file) ? std::optional(read_text_file(file)) : std::nullopt;
}

bool RunDirectory::has_plan() const {
    return fs::exists(path_ / "plan.json");
}

bool RunDirectory::has_records() const {
    std::error_code nothing_to_say;
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(path_ / "trials", nothing_to_say))
        if (entry.path().filename() == "record.json")
            return true;
    return false;
}

bool RunDirectory::has_record(const TrialSpec& spec) const {
    return fs::exists(trial(spec) / "record.json");
}

void RunDirectory::forget(const TrialSpec& spec) const {
    remove_whole(trial(spec));
}

std::optional<TrialRecord> RunDirectory::record(const TrialSpec& spec) const {
    return document_if_there<TrialRecord>(trial(spec) / "record.json");
}

std::vector<TrialRecord> RunDirectory::records() const {
    std::vector<TrialRecord> records;
    std::error_code nothing_to_say;
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(path_ / "trials", nothing_to_say))
        if (entry.path().filename() == "record.json")
            records.push_back(read_document_file<TrialRecord>(entry.path()));
    return records;
}

std::optional<Matrix> RunDirectory::matrix() const {
    return document_if_there<Matrix>(path_ / "matrix.json");
}

std::optional<SeriesReport> RunDirectory::series() const {
    return document_if_there<SeriesReport>(path_ / "series.json");
}

} // namespace cloister

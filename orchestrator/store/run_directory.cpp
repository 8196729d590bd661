// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/run_directory.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"

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

[[noreturn]] void cannot(const std::string& verb, const fs::path& file, const std::string& why) {
    throw LabError(Fault::lab, "store", "cannot " + verb + " " + file.string() + ": " + why);
}

void make_directory(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error)
        cannot("make", directory, error.message());
}

// A cell's name as one path element.
std::string directory_name(const Cell& cell) {
    std::string name = cell.kernel + "," + cell.mode + "," + cell.workload;
    std::replace(name.begin(), name.end(), '/', '_');
    return name;
}

std::string time_name() {
    std::time_t now = std::time(nullptr);
    return fmt::format("{:%Y-%m-%dT%H-%M-%S}", fmt::localtime(now));
}

template <class Document>
void write(const fs::path& file, const Document& document) {
    write_text_file(file, write_document(document).dump(2) + "\n");
}

} // namespace

std::string read_text_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw LabError(Fault::wrong_use, "store",
                       "cannot read " + file.string() + ": " + std::strerror(errno));
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_text_file(const fs::path& file, const std::string& text) {
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

RunDirectory RunDirectory::create(const std::optional<fs::path>& path) {
    if (path) {
        if (fs::exists(*path) && !(fs::is_directory(*path) && fs::is_empty(*path)))
            throw LabError(Fault::wrong_use, "store",
                           path->string() + " is not an empty directory: choose another with -o, nothing is "
                                            "overwritten");
        make_directory(*path);
        return RunDirectory(*path);
    }
    fs::path fresh = fs::path("runs") / time_name();
    for (int again = 2; fs::exists(fresh); ++again)
        fresh = fs::path("runs") / (time_name() + "-" + std::to_string(again));
    make_directory(fresh);
    const fs::path latest = fs::path("runs") / "latest";
    std::error_code nothing_to_say; // a convenience, not a result
    fs::remove(latest, nothing_to_say);
    fs::create_directory_symlink(fresh.filename(), latest, nothing_to_say);
    return RunDirectory(fresh);
}

RunDirectory RunDirectory::open(const fs::path& path) {
    if (!fs::exists(path / "plan.json"))
        throw LabError(Fault::wrong_use, "store",
                       path.string() + " is no run directory: it has no plan.json; see runs/");
    return RunDirectory(path);
}

fs::path RunDirectory::trial(const TrialSpec& spec) const {
    return path_ / "trials" / directory_name(spec.cell) / std::to_string(spec.repetition);
}

void RunDirectory::store(const Plan& plan) const {
    write(path_ / "plan.json", plan);
}

void RunDirectory::store(const Report& report) const {
    write(path_ / "report.json", report);
}

void RunDirectory::store(TrialRecord& record) const {
    const fs::path directory = trial(record.spec);
    make_directory(directory);
    record.digests.clear();
    for (const char* file : {"trace.dat", "console.log", "qemu.log"})
        if (fs::exists(directory / file))
            record.digests[file] = sha256_of_file(directory / file);
    if (fs::exists(initramfs()))
        record.digests["initramfs.cpio"] = sha256_of_file(initramfs());
    write(directory / "record.json", record);
}

void RunDirectory::keep(const KernelImage& kernel) const {
    if (kernel.config.empty())
        return;
    std::string digest = kernel.facts.digest;
    std::replace(digest.begin(), digest.end(), ':', '-');
    const fs::path directory = path_ / "kernels" / digest;
    make_directory(directory);
    write_text_file(directory / "config", read_text_file(kernel.config));
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

std::optional<TrialRecord> RunDirectory::record(const TrialSpec& spec) const {
    const fs::path file = trial(spec) / "record.json";
    if (!fs::exists(file))
        return std::nullopt;
    return read_document_file<TrialRecord>(file);
}

} // namespace cloister

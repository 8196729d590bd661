// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/blob_files.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/trace/trace_dat.hpp"
#include "orchestrator/wire/raw_gaps.hpp"
#include "probes/kernelfs/file.hpp"
#include "results-schema/coverage_files.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream out(file, std::ios::binary);
    if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
        throw LabError(Fault::lab, "store",
                       "cannot write " + file.string() + ": " + std::strerror(errno) +
                           "; free some space or choose another place with -o");
}

std::vector<SubjectGap> parse(CpuId cpu, const std::string& bytes) {
    try {
        return wire::parse_raw_gaps(cpu, bytes);
    } catch (const std::runtime_error& error) {
        throw LabError(Fault::guest_lost, "collect", error.what());
    }
}

} // namespace

BlobFiles::BlobFiles(fs::path directory) : directory_(std::move(directory)) {
    fs::create_directories(directory_);
}

BlobFiles::~BlobFiles() {
    std::error_code nothing_to_say;
    fs::remove_all(directory_, nothing_to_say);
}

void BlobFiles::keep(const std::string& name, const std::string& bytes) {
    const fs::path relative = fs::path(name).lexically_normal();
    if (relative.empty() || relative.is_absolute() || *relative.begin() == "..")
        throw LabError(Fault::guest_lost, "collect", "the agent sent a file named '" + name + "'");
    const fs::path file = directory_ / relative;
    fs::create_directories(file.parent_path());
    write(file, bytes);
    traced_ = traced_ || !is_coverage(name);
}

void BlobFiles::write_trace(const fs::path& trace_dat) const {
    if (traced_)
        write_trace_dat(directory_, trace_dat);
}

void BlobFiles::hand_over(const std::string& name, const fs::path& file) const {
    if (fs::exists(directory_ / name))
        fs::rename(directory_ / name, file);
}

void BlobFiles::write_gaps(const CpuSet& isolated, const fs::path& file) const {
    std::vector<SubjectGap> gaps;
    bool shipped = false;
    for (const CpuId cpu : isolated) {
        const fs::path kept = directory_ / wire::raw_gaps_name(cpu);
        if (!fs::exists(kept))
            continue;
        shipped = true;
        const std::vector<SubjectGap> of_cpu = parse(cpu, read_file(kept));
        gaps.insert(gaps.end(), of_cpu.begin(), of_cpu.end());
    }
    if (shipped)
        write(file, gaps_csv(gaps));
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/blob_files.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/trace/trace_dat.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace cloister {

namespace fs = std::filesystem;

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
    std::ofstream out(file, std::ios::binary);
    if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
        throw LabError(Fault::lab, "store",
                       "cannot write " + file.string() + ": " + std::strerror(errno) +
                           "; free some space or choose another place with -o");
    empty_ = false;
}

void BlobFiles::write_trace(const fs::path& trace_dat) const {
    if (!empty_)
        write_trace_dat(directory_, trace_dat);
}

void BlobFiles::hand_over(const std::string& name, const fs::path& file) const {
    if (fs::exists(directory_ / name))
        fs::rename(directory_ / name, file);
}

} // namespace cloister

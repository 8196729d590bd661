// SPDX-License-Identifier: GPL-2.0-or-later
// There and back: the files taken out of a trace.dat make the same trace.dat again.
#include "orchestrator/trace/shipped_files.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/trace/samples.hpp"
#include "orchestrator/trace/trace_dat.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace cloister {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class ShippedFiles : public ::testing::Test {
  protected:
    ShippedFiles() {
        std::string pattern = (fs::temp_directory_path() / "cloister-shipped-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        fs::create_directory(directory_ / "blobs");
        const std::string unpack = "tar -C " + (directory_ / "blobs").string() + " -xJf " + TRACE_SAMPLES +
                                   "/drains-on-two-cpus.tar.xz";
        if (std::system(unpack.c_str()) != 0)
            throw std::runtime_error(unpack);
        write_trace_dat(directory_ / "blobs", directory_ / "trace.dat");
        trace_dat_ = contents(directory_ / "trace.dat");
    }
    ~ShippedFiles() override { fs::remove_all(directory_); }

    fs::path directory_;
    std::string trace_dat_;
};

TEST_F(ShippedFiles, MakeTheSameTraceAgain) {
    const std::vector<ShippedFile> files = shipped_files(trace_dat_);
    EXPECT_EQ(files.front().name, "cpu0.raw");
    for (const ShippedFile& file : files) {
        const fs::path path = directory_ / "again" / file.name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << file.bytes;
    }
    write_trace_dat(directory_ / "again", directory_ / "again.dat");
    EXPECT_TRUE(contents(directory_ / "again.dat") == trace_dat_);
}

TEST_F(ShippedFiles, AreNotGuessedOutOfAnotherFile) {
    EXPECT_THROW(shipped_files("no trace at all"), LabError);
    for (const std::size_t size : {std::size_t{100}, trace_dat_.size() / 2, trace_dat_.size() - 4096})
        EXPECT_THROW(shipped_files(std::string_view(trace_dat_).substr(0, size)), LabError) << size;
}

} // namespace
} // namespace cloister

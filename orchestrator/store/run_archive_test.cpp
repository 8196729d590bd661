// SPDX-License-Identifier: GPL-2.0-or-later
// Archives of runs and their bounds; hostile ones are tried by orchestrator/tests/exports.py.
#include "orchestrator/store/run_archive.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RunArchive : public ::testing::Test {
  protected:
    // A run of one trial with a console.
    RunArchive() {
        const RunDirectory run = RunDirectory::create(place_.path() / "night");
        run.store(Plan{});
        TrialRecord record;
        record.spec.cell = {"6.12", "remote", "spin+none"};
        fs::create_directories(run.trial(record.spec));
        std::ofstream(run.trial(record.spec) / "console.log") << "login: \n";
        run.store(record);
        fs::create_directory(there_);
        write_run_archive(place_.path() / "night", file_.string());
    }

    std::string refusal(const ArchiveBounds& bounds) {
        try {
            unpack_run_archive(file_, there_, bounds);
            return "";
        } catch (const LabError& error) {
            EXPECT_EQ(error.fault(), Fault::wrong_use);
            return error.what();
        }
    }
    std::vector<fs::path> left() const { return {fs::directory_iterator(there_), fs::directory_iterator()}; }

    TemporaryDirectory place_;
    fs::path file_ = place_.path() / "night.tar.zst";
    fs::path there_ = place_.path() / "there";
};

TEST_F(RunArchive, IsTheSameRunElsewhere) {
    const fs::path run = unpack_run_archive(file_, there_);
    EXPECT_EQ(run, there_ / "night");
    EXPECT_EQ(RunDirectory::open(run).records().size(), 1);
    EXPECT_EQ(left().size(), 1);
}

TEST_F(RunArchive, HasBounds) {
    EXPECT_THAT(refusal({.files = 3}), HasSubstr("it has more than 3 files"));
    EXPECT_THAT(refusal({.bytes = 100}), HasSubstr("it unpacks to more than 100 bytes"));
    EXPECT_THAT(left(), IsEmpty());
}

TEST_F(RunArchive, ThatIsCutOffLeavesNothing) {
    fs::resize_file(file_, fs::file_size(file_) / 2);
    EXPECT_THAT(refusal({}), HasSubstr("is no archive of a run"));
    EXPECT_THAT(left(), IsEmpty());
}

TEST_F(RunArchive, MakesThePlaceOnlyForARun) {
    fs::remove(there_);
    EXPECT_NE(refusal({.files = 3}), "");
    EXPECT_FALSE(fs::exists(there_));
    unpack_run_archive(file_, there_);
    EXPECT_EQ(left().size(), 1);
}

TEST_F(RunArchive, NeverTakesAPlace) {
    unpack_run_archive(file_, there_);
    EXPECT_THAT(refusal({}), HasSubstr("is there already: choose another place with --into"));
    EXPECT_EQ(left().size(), 1);
}

} // namespace
} // namespace cloister

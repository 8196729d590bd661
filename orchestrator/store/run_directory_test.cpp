// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/run_directory.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/refusal.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;

class Store : public ::testing::Test {
  protected:
    Store() {
        std::string pattern = (fs::temp_directory_path() / "cloister-store-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        spec_.cell = {"6.12", "local", "spin-refill+drop_caches"};
    }
    ~Store() override { fs::remove_all(directory_); }

    fs::path directory_;
    TrialSpec spec_;
};

TEST_F(Store, GivesBackWhatWasStored) {
    const RunDirectory run = RunDirectory::create(directory_ / "run");
    Plan plan;
    plan.claims = {"quiet-baseline"};
    plan.trials = {spec_};
    run.store(plan);
    EXPECT_EQ(RunDirectory::open(directory_ / "run").plan().claims, plan.claims);
    EXPECT_EQ(run.record(spec_), std::nullopt);
    fs::create_directories(run.trial(spec_));
    std::ofstream(run.trial(spec_) / "console.log") << "hello";
    TrialRecord record;
    record.spec = spec_;
    record.outcome = Outcome::timed_out;
    run.store(record);
    ASSERT_TRUE(run.record(spec_));
    EXPECT_EQ(run.record(spec_)->outcome, Outcome::timed_out);
    EXPECT_EQ(run.record(spec_)->digests.at("console.log"), sha256_of("hello"));
}

TEST_F(Store, HidesNoTrialOfAKernelInThisDirectory) {
    spec_.cell.kernel = "./bzImage";
    EXPECT_EQ(RunDirectory::create(directory_ / "run").trial(spec_).parent_path().filename(),
              "__bzImage,local,spin-refill+drop_caches");
}

TEST_F(Store, OverwritesNothing) {
    std::ofstream(directory_ / "precious") << "data";
    EXPECT_EQ(refusal([&] { RunDirectory::create(directory_); }),
              directory_.string() +
                  " is not an empty directory: choose another with -o, nothing is overwritten");
}

// In a directory of its own: runs/ is made where one is.
class DefaultStore : public Store {
  protected:
    DefaultStore() : before_(fs::current_path()) { fs::current_path(directory_); }
    ~DefaultStore() override { fs::current_path(before_); }

    fs::path before_;
};

TEST_F(DefaultStore, LatestLeadsToTheLastRunThatHasAPlan) {
    const RunDirectory first = RunDirectory::create(std::nullopt);
    EXPECT_FALSE(fs::exists("runs/latest"));
    first.store(Plan{});
    EXPECT_EQ("runs" / fs::read_symlink("runs/latest"), first.path());
    const RunDirectory second = RunDirectory::create(std::nullopt); // within the same second, or not
    EXPECT_NE(second.path(), first.path());
    EXPECT_EQ("runs" / fs::read_symlink("runs/latest"), first.path());
    second.store(Plan{});
    EXPECT_EQ("runs" / fs::read_symlink("runs/latest"), second.path());
}

TEST_F(DefaultStore, ADiscardedRunLeavesThingsAsTheyWere) {
    const RunDirectory run = RunDirectory::create(std::nullopt);
    run.store(Plan{});
    run.discard();
    EXPECT_TRUE(fs::is_empty(directory_));
    RunDirectory::create("a/b/c").discard();
    EXPECT_TRUE(fs::is_empty(directory_));
    fs::create_directory("mine");
    const RunDirectory inside = RunDirectory::create("mine");
    inside.store(Plan{});
    inside.discard();
    EXPECT_TRUE(fs::is_empty("mine"));
}

TEST_F(DefaultStore, KnowsWhetherAnythingWasMeasured) {
    const RunDirectory run = RunDirectory::create("run");
    EXPECT_FALSE(run.has_records());
    TrialRecord record;
    record.spec = spec_;
    run.store(record);
    EXPECT_TRUE(run.has_records());
}

TEST_F(Store, WritesThroughADeviceAndFollowsALink) {
    const fs::path link = directory_ / "null";
    fs::create_symlink("/dev/null", link);
    write_text_file(link, "gone");
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
    write_text_file(directory_ / "old", "old");
    fs::create_symlink("old", directory_ / "new");
    write_text_file(directory_ / "new", "new");
    EXPECT_TRUE(fs::is_symlink(directory_ / "new"));
    EXPECT_EQ(read_text_file(directory_ / "old"), "new");
    EXPECT_NE(refusal([] { write_text_file("/dev/full", "text"); }).find("No space left"), std::string::npos);
}

TEST_F(Store, SaysBeforehandWhatCannotBeWritten) {
    expect_writable(directory_ / "new.json");
    expect_writable("/dev/null");
    EXPECT_TRUE(fs::is_empty(directory_));
    write_text_file(directory_ / "old.json", "{}");
    expect_writable(directory_ / "old.json");
    EXPECT_EQ(read_text_file(directory_ / "old.json"), "{}");
    EXPECT_NE(refusal([&] { expect_writable(directory_); }).find("Is a directory"), std::string::npos);
    EXPECT_NE(refusal([&] { expect_writable(directory_ / "no" / "where"); }).find("No such file"),
              std::string::npos);
}

TEST_F(Store, NamesTheFieldOfADocumentThatIsNotOurs) {
    const RunDirectory run = RunDirectory::create(directory_ / "run");
    std::ofstream(run.path() / "plan.json") << R"({"schema": "cloister/plan/4", "scenario": 7})";
    EXPECT_EQ(refusal([&] { run.plan(); }),
              (run.path() / "plan.json").string() + ": /scenario: expected a text");
}

TEST_F(Store, SaysWhatAnotherDirectoryLacks) {
    EXPECT_EQ(refusal([&] { RunDirectory::open(directory_); }),
              directory_.string() + " is no run directory: it has no plan.json; see runs/");
}

} // namespace
} // namespace cloister

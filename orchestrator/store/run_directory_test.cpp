// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/store/run_directory.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>

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

    std::string refusal(const std::function<void()>& action) {
        try {
            action();
        } catch (const LabError& error) {
            return error.what();
        }
        return "no refusal";
    }

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

TEST_F(Store, OverwritesNothing) {
    std::ofstream(directory_ / "precious") << "data";
    EXPECT_EQ(refusal([&] { RunDirectory::create(directory_); }),
              directory_.string() +
                  " is not an empty directory: choose another with -o, nothing is overwritten");
}

TEST_F(Store, NamesTheFieldOfADocumentThatIsNotOurs) {
    const RunDirectory run = RunDirectory::create(directory_ / "run");
    std::ofstream(run.path() / "plan.json") << R"({"schema": "cloister/plan/1", "scenario": 7})";
    EXPECT_EQ(refusal([&] { run.plan(); }),
              (run.path() / "plan.json").string() + ": /scenario: expected a text");
}

TEST_F(Store, SaysWhatAnotherDirectoryLacks) {
    EXPECT_EQ(refusal([&] { RunDirectory::open(directory_); }),
              directory_.string() + " is no run directory: it has no plan.json; see runs/");
}

} // namespace
} // namespace cloister

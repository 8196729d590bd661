// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/recording.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <unistd.h>

namespace cloister::fake {
namespace {

using ::testing::HasSubstr;

TrialSpec spec() {
    TrialSpec spec;
    spec.cell = {"6.12", "local", "spin-refill+drop_caches"};
    spec.isolated = CpuSet::parse("2-3");
    spec.subject = "spin-refill";
    spec.disturber = "drop_caches";
    spec.drains = 100;
    return spec;
}

Recordings recordings() {
    Recording recording;
    recording.record.spec = spec();
    return Recordings({recording});
}

Plan plan_with(void (*change)(TrialSpec& spec)) {
    Plan plan;
    plan.trials = {spec()};
    change(plan.trials.front());
    return plan;
}

std::string refusal(void (*change)(TrialSpec& spec)) {
    try {
        recordings().refuse_what_is_not_recorded(plan_with(change));
    } catch (const LabError& error) {
        EXPECT_EQ(error.fault(), Fault::wrong_use);
        return error.what();
    }
    return "";
}

TEST(Recordings, AnswerForWhatTheyHold) {
    EXPECT_EQ(refusal([](TrialSpec&) {}), "");
    EXPECT_EQ(refusal([](TrialSpec& spec) { spec.repetition = 7; }), "");
}

TEST(Recordings, RefuseWhatWouldHaveToBeMeasured) {
    EXPECT_THAT(refusal([](TrialSpec& spec) { spec.cell.workload = "spin-refill+blkflsbuf"; }),
                HasSubstr("no guest was recorded in local spin-refill+blkflsbuf"));
    EXPECT_THAT(refusal([](TrialSpec& spec) { spec.drains = 1000; }),
                HasSubstr("with 100 drains, not 1,000"));
    EXPECT_THAT(refusal([](TrialSpec& spec) { spec.isolated = CpuSet::parse("1-3"); }),
                HasSubstr("with CPUs 2-3 of 4 isolated, not CPUs 1-3 of 4"));
    EXPECT_THAT(refusal([](TrialSpec& spec) { spec.cpus = 8; }), HasSubstr("not CPUs 2-3 of 8"));
    EXPECT_THAT(refusal([](TrialSpec& spec) { spec.cell.kernel = "6.12+mutant:skip-isolated"; }),
                HasSubstr("with kernel 6.12, not kernel 6.12+mutant:skip-isolated"));
}

TEST(Recordings, OfAnotherVersionSayHowToMakeThemAnew) {
    std::string file = ::testing::TempDir() + "cloister-recordings-XXXXXX";
    ::close(::mkstemp(file.data()));
    std::ofstream(file) << "no archive";
    try {
        Recordings::load(file);
        ADD_FAILURE();
    } catch (const LabError& error) {
        EXPECT_EQ(error.fault(), Fault::lab);
        EXPECT_THAT(error.what(), HasSubstr("orchestrator/machine/fake/record"));
    }
    std::remove(file.c_str());
}

} // namespace
} // namespace cloister::fake

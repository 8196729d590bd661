// SPDX-License-Identifier: GPL-2.0-or-later
// The first operation of the machine fails, then the second, and so on, until a run gets through: after each
// the guest is gone, the record is stored and says where, and nothing else is left.
#include "orchestrator/machine/fake/lab_run.hpp"

#include <gmock/gmock.h>

#include <set>

namespace cloister::fake {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

int position(const std::string& stage) {
    const std::vector<std::string> stages{"boot", "verify", "arm", "measure", "collect"};
    return static_cast<int>(std::find(stages.begin(), stages.end(), stage) - stages.begin());
}

TEST(Faults, EveryOneIsToldAndLeavesNothing) {
    std::set<std::string> failed;
    int reached = 0;
    for (std::uint64_t operation = 1;; ++operation) {
        LabRun run("upheld", {"local-drains-interrupt"});
        run.watch().fails_at = operation;
        const int exit = run.conduct();
        const std::string verb = run.watch().failed;
        SCOPED_TRACE("operation " + std::to_string(operation) + ", " + verb);

        EXPECT_EQ(run.watch().living, 0);
        EXPECT_EQ(run.watch().destroyed, run.watch().started);
        EXPECT_THAT(run.left_behind(), IsEmpty());
        ASSERT_EQ(run.records().size(), 1U);
        const TrialRecord record = run.records().front();
        if (verb.empty()) { // nothing was left to fail
            EXPECT_EQ(exit, 0);
            EXPECT_EQ(record.outcome, Outcome::complete);
            break;
        }
        EXPECT_EQ(exit, verb == "start" ? 69 : 2);
        EXPECT_EQ(record.outcome,
                  verb == "start" || verb == "destroy" ? Outcome::lab_failed : Outcome::guest_lost);
        ASSERT_TRUE(record.failure);
        EXPECT_THAT(record.failure->what, HasSubstr("a fault at operation " + std::to_string(operation)));
        if (verb == "receive" || verb == "send") { // each stage comes after the one before
            EXPECT_GE(position(record.failure->stage), reached);
            reached = position(record.failure->stage);
        }
        failed.insert(verb);
    }
    EXPECT_EQ(failed,
              (std::set<std::string>{"start", "inspect", "connect_agent", "receive", "send", "destroy"}));
    EXPECT_EQ(reached, position("collect"));
}

// It is not lost, and the guest is ended in peace.
TEST(Faults, CtrlCWhileAGuestIsEndedEndsTheRun) {
    LabRun run("upheld", {"quiet-baseline"});
    run.watch().interrupts_farewell = true;
    EXPECT_EQ(run.conduct(), 130);
    EXPECT_EQ(run.watch().started, 1);
    EXPECT_EQ(run.watch().destroyed, 1);
    EXPECT_EQ(run.watch().living, 0);
    EXPECT_THAT(run.left_behind(), IsEmpty());
    ASSERT_EQ(run.records().size(), 1U);
    EXPECT_EQ(run.records().front().failure.value().stage, "interrupted");
}

} // namespace
} // namespace cloister::fake

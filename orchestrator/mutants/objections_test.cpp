// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/objections.hpp"

#include "orchestrator/mutants/mutant.hpp"
#include "orchestrator/wire/rehearsal_stage.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

const CpuId isolated{2};

JudgedTrial drained(const std::string& mode, std::uint64_t armed, std::uint64_t completed) {
    JudgedTrial trial;
    TrialSpec& spec = trial.record.spec;
    spec.subject = "spin-refill";
    spec.disturber = "drop_caches";
    spec.cell = {"6.12", mode, "spin-refill+drop_caches"};
    spec.isolated = CpuSet{isolated};
    spec.mode.name = mode;
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", mode, std::nullopt};
    trial.record.outcome = Outcome::complete;
    trial.record.guest.emplace().drain_mode = mode;
    DrainTally& drains = trial.record.measurement.emplace().drains.emplace();
    drains.wanted = armed;
    drains.armed = {{isolated, armed}};
    drains.completed = {{isolated, completed}};
    trial.observation.emplace();
    return trial;
}

JudgedTrial failed(Outcome outcome, const std::string& stage, const std::string& what) {
    JudgedTrial trial = drained("remote", 0, 0);
    trial.record.outcome = outcome;
    trial.record.failure = Failure{stage, what};
    trial.record.measurement.reset();
    trial.observation.reset();
    return trial;
}

const std::vector<std::string> claims{"remote-drains-are-silent", "drains-complete"};

std::vector<std::string> who(const Evidence& evidence) {
    std::vector<std::string> names;
    for (const Objection& objection : objections_of("drains", claims, evidence, {}).objections)
        names.push_back(objection.by);
    return names;
}

TEST(Objections, AreThoseOfClaimsThatAreRefuted) {
    EXPECT_THAT(who({drained("remote", 10, 10)}), ::testing::IsEmpty());
    EXPECT_THAT(who({drained("remote", 10, 9)}),
                ::testing::ElementsAre("remote-drains-are-silent", "drains-complete"));
}

TEST(Objections, OfAKernelThatFailedAreTheConsolesAlone) {
    EXPECT_THAT(who({drained("remote", 10, 10), failed(Outcome::kernel_failed, "measure", "BUG: recursive")}),
                ::testing::ElementsAre(by_console));
    EXPECT_THAT(who({failed(Outcome::timed_out, "measure", "nothing came")}),
                ::testing::ElementsAre(by_deadline));
    EXPECT_THAT(who({failed(Outcome::timed_out, "boot", "nothing came")}), ::testing::IsEmpty());
    EXPECT_THAT(who({failed(Outcome::lab_failed, "verify", "reads back as local")}),
                ::testing::ElementsAre(by_read_back));
}

TEST(Objections, OfACountStandBesideTheConsoles) {
    EXPECT_THAT(who({drained("remote", 10, 9), failed(Outcome::kernel_failed, "measure", "WARNING")}),
                ::testing::ElementsAre(by_console, "remote-drains-are-silent", "drains-complete"));
}

TEST(Objections, AreNoneOfWhatTheKernelDoesNotHave) {
    const JudgedTrial absent = failed(Outcome::lab_failed, wire::rehearsal_stage, "no such file");
    const Heard of_series =
        objections_of("drains", claims, {absent}, AbsentWorkloads{{"spin-refill", "drop_caches"}});
    EXPECT_TRUE(of_series.objections.empty());
    EXPECT_FALSE(of_series.undecided);
    EXPECT_TRUE(objections_of("drains", claims, {absent}, {}).undecided) << "the series has it";
}

TEST(Objections, AreUndecidedWhereOurMachineryFailed) {
    const Heard heard =
        objections_of("drains", claims, {failed(Outcome::lab_failed, "collect", "full disk")}, {});
    EXPECT_TRUE(heard.objections.empty());
    EXPECT_EQ(heard.undecided, "drains: remote spin-refill+drop_caches: full disk");
    EXPECT_TRUE(
        objections_of("drains", claims, {failed(Outcome::guest_lost, "measure", "gone")}, {}).undecided);
}

MutantRow row(const std::string& name, std::optional<std::string> expected, std::vector<std::string> by) {
    MutantRow made;
    made.mutant = name;
    made.expected = std::move(expected);
    for (std::string& each : by)
        made.objections.push_back({std::move(each), "drains", "why"});
    conclude(made);
    return made;
}

TEST(MutantRow, IsKilledByTheExpectedCheckIfItObjects) {
    EXPECT_EQ(row("m", "drains-complete", {"remote-drains-are-silent", "drains-complete"}).by,
              "drains-complete");
    EXPECT_EQ(row("m", "console", {"remote-drains-are-silent", "drains-complete"}).by,
              "remote-drains-are-silent");
    EXPECT_FALSE(row("m", "console", {}).killed);
}

TEST(Matrix, WantsEachKilledByTheCheckThatShould) {
    const MutantRow series = row(no_mutant, std::nullopt, {});
    const MutantRow killed = row("m", "console", {"console"});
    Mutants mutants;
    EXPECT_EQ(exit_code(mutants), 1) << "nothing was asked";
    mutants.mutants = {series, killed};
    EXPECT_EQ(exit_code(mutants), 0);
    mutants.mutants = {series, killed, row("n", "console", {})};
    EXPECT_EQ(exit_code(mutants), 1);
    mutants.mutants = {series, row("n", "console", {"drains-complete"})};
    EXPECT_EQ(exit_code(mutants), 1);
    mutants.mutants = {row(no_mutant, std::nullopt, {"console"}), killed};
    EXPECT_EQ(exit_code(mutants), 1);
    mutants.mutants = {series, killed};
    mutants.mutants.back().undecided = "a guest was lost";
    EXPECT_EQ(exit_code(mutants), 2);
}

} // namespace
} // namespace cloister

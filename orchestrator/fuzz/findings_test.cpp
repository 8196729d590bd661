// SPDX-License-Identifier: GPL-2.0-or-later
// What guests come to, and how it is told.
#include "orchestrator/fuzz/findings.hpp"

#include "orchestrator/fuzz/fuzz_text.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr const char* warning =
    "[    9.1] ------------[ cut here ]------------\n"
    "[    9.1] WARNING: CPU: 1 PID: 93 at mm/mlock.c:228 mlock_drain_remote+0x12/0x34\n"
    "[    9.1] ---[ end trace 0000000000000000 ]---\n";

FuzzCase numbered(std::uint64_t number) {
    FuzzCase drawn;
    drawn.seed = 7;
    drawn.number = number;
    drawn.kernel = "6.12";
    drawn.isolated = CpuSet::parse("2-3");
    drawn.duration = std::chrono::seconds(10);
    drawn.actors = {{"fill", 1, {}}, {"trinity", 2, {"-C", "2"}}};
    return drawn;
}

FuzzEnd quiet() {
    FuzzEnd end;
    end.done.emplace();
    end.done->actors = {{"fill", 90, 1, std::nullopt, std::nullopt},
                        {"ksm", 0, 1, std::nullopt, "failed in each round"}};
    return end;
}
FuzzEnd complaining(const std::string& console) {
    FuzzEnd end = quiet();
    end.console = console;
    return end;
}
FuzzEnd ours() {
    FuzzEnd end;
    end.failure.emplace(Fault::lab, "arm", "fill cannot be started");
    return end;
}

void add(Fuzz& fuzz, std::uint64_t number, const FuzzEnd& end) {
    add_guest(fuzz, guest_of(numbered(number), number, "7:" + std::to_string(number)), end,
              "cloister fuzz --replay 7:" + std::to_string(number));
}

Fuzz of_seed_seven() {
    Fuzz fuzz;
    fuzz.seed = 7;
    fuzz.kernels = {"6.12"};
    fuzz.spent = std::chrono::seconds(89);
    return fuzz;
}

TEST(Findings, AreOneATitle) {
    Fuzz fuzz = of_seed_seven();
    add(fuzz, 3, complaining(warning));
    add(fuzz, 1, quiet());
    add(fuzz, 2,
        complaining(std::string(warning) + "[    9.2] BUG: Bad page state in process fill  pfn:1\n"));
    ASSERT_THAT(fuzz.findings, SizeIs(1)) << "what follows the first may follow from it";
    EXPECT_THAT(fuzz.findings[0].guests, ElementsAre(3, 2));
    EXPECT_EQ(fuzz.findings[0].replay, "cloister fuzz --replay 7:3");
    EXPECT_THAT(fuzz.guests[1].titles, SizeIs(2));
    EXPECT_TRUE(shows(fuzz.guests[1], "WARNING at mm/mlock.c:228 in mlock_drain_remote"));
    EXPECT_EQ(fuzz.guests[0].rounds.at("fill"), 90U);
    EXPECT_THAT(fuzz.guests[0].idle, ElementsAre("ksm: failed in each round"));
}

TEST(Findings, DecideTheExitCode) {
    Fuzz fuzz = of_seed_seven();
    EXPECT_EQ(exit_code(fuzz), 2) << "no guest tells nothing";
    add(fuzz, 1, quiet());
    EXPECT_EQ(exit_code(fuzz), 0);
    add(fuzz, 2, ours());
    EXPECT_EQ(exit_code(fuzz), 2);
    add(fuzz, 3, complaining(warning));
    EXPECT_EQ(exit_code(fuzz), 1);
}

TEST(Findings, OfAReplayDecideByWhatWasToBeSeen) {
    Fuzz fuzz = of_seed_seven();
    fuzz.purpose = FuzzPurpose::replay;
    fuzz.target = "WARNING at mm/mlock.c:228 in mlock_drain_remote";
    add(fuzz, 1, complaining("[    9.2] BUG: Bad page state in process fill  pfn:1\n"));
    EXPECT_EQ(exit_code(fuzz), 0) << "another one is not it";
    add(fuzz, 2, complaining(warning));
    EXPECT_EQ(exit_code(fuzz), 1);
}

TEST(FuzzText, TellsEachFindingWithItsConsoleAndHowToHaveItAgain) {
    Fuzz fuzz = of_seed_seven();
    fuzz.machine = "QEMU 7.2.22 · tcg";
    add(fuzz, 1, quiet());
    add(fuzz, 2, ours());
    add(fuzz, 3, complaining(warning));
    EXPECT_EQ(fuzz_text(fuzz),
              R"(QEMU 7.2.22 · tcg
3 guests of seed 7 on 6.12, in 89s: 1 quiet, 1 found, 1 invalid

found      WARNING at mm/mlock.c:228 in mlock_drain_remote
           1 guest; the first again:
           cloister fuzz --replay 7:3

    ------------[ cut here ]------------
    WARNING: CPU: 1 PID: 93 at mm/mlock.c:228 mlock_drain_remote+0x12/0x34
    ---[ end trace 0000000000000000 ]---

invalid    7:2: arm: fill cannot be started

)");
}

TEST(FuzzText, TellsAReductionStepByStep) {
    Fuzz fuzz = of_seed_seven();
    fuzz.purpose = FuzzPurpose::reduce;
    fuzz.target = "WARNING at mm/mlock.c:228 in mlock_drain_remote";
    add_guest(fuzz, guest_of(numbered(1), 1, "as it was"), complaining(warning), "");
    add_guest(fuzz, guest_of(numbered(1), 2, "without fill"), quiet(), "");
    fuzz.reduced = numbered(1);
    EXPECT_THAT(fuzz_text(fuzz), HasSubstr(R"(
seen       as it was
not seen   without fill

seen 1 of 2: WARNING at mm/mlock.c:228 in mlock_drain_remote
least      6.12 both-on, 4 CPUs, isolated 2-3, 1024 MiB, 10s: fill, trinity -C 2
)"));
}

} // namespace
} // namespace cloister

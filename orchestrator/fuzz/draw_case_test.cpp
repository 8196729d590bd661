// SPDX-License-Identifier: GPL-2.0-or-later
// A seed means the same everywhere: cases that were drawn once, word for word.
#include "orchestrator/fuzz/draw_case.hpp"

#include "orchestrator/fuzz/actors.hpp"
#include "results-schema/json_document.hpp"

#include <gmock/gmock.h>

#include <set>

namespace cloister {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

const FuzzChoice two_kernels{{"6.12", "6.12+lockdep"}, std::nullopt};

std::string told(const FuzzCase& drawn) {
    std::string text = name_of(drawn) + " " + drawn.kernel + " " + name_of(drawn.isolation) + "-" +
                       name_of(drawn.setting) + " " + std::to_string(drawn.cpus) + " CPUs, isolated " +
                       drawn.isolated.list() + ", " + std::to_string(drawn.memory_mib) + " MiB, " +
                       std::to_string(drawn.duration / std::chrono::seconds(1)) + " s";
    for (const FuzzActor& actor : drawn.actors) {
        text += "\n  " + actor.name + " " + std::to_string(actor.seed);
        for (const std::string& word : actor.arguments)
            text += " " + word;
    }
    return text;
}

TEST(DrawnCase, IsTheSameEverywhere) {
    EXPECT_EQ(told(drawn_case(7, 1, two_kernels)),
              R"(7:1 6.12+lockdep none-on 6 CPUs, isolated 2-3, 1536 MiB, 29 s
  fill 251345406
  blkflsbuf 656507281
  move_pages 164644909
  cpu-hotplug 51402715
  stress-ng 493973136 --mincore 1)");
    EXPECT_EQ(told(drawn_case(7, 2, two_kernels)), R"(7:2 6.12 isolcpus-off 3 CPUs, isolated 1, 1536 MiB, 17 s
  fill 270034918
  memfd-seal 715835830
  memory-offline 863205866
  khugepaged 395928611
  cpusets 716681973
  stress-ng 21272802 --schedpolicy 1 --madvise 1 --mlock 1
  trinity 553466687 -C 1)");
}

TEST(DrawnCase, DependsOnKernelsInNothingElse) {
    FuzzCase other = drawn_case(7, 3, {{"5.10"}, std::nullopt});
    EXPECT_EQ(other.kernel, "5.10");
    other.kernel = drawn_case(7, 3, two_kernels).kernel;
    EXPECT_EQ(told(other), told(drawn_case(7, 3, two_kernels)));
    EXPECT_EQ(drawn_case(7, 3, {{"5.10"}, std::chrono::seconds(3)}).duration, std::chrono::seconds(3));
}

TEST(DrawnCase, LeavesTwoCpusToKeepHouse) {
    for (std::uint64_t number = 1; number <= 500; ++number) {
        const FuzzCase drawn = drawn_case(1, number, two_kernels);
        const CpuSet housekeeping = CpuSet::first(drawn.cpus).minus(drawn.isolated);
        EXPECT_TRUE(CpuSet::first(drawn.cpus).contains(drawn.isolated)) << told(drawn);
        EXPECT_TRUE(housekeeping.contains(CpuId{0})) << told(drawn);
        EXPECT_GE(housekeeping.size(), 2U) << told(drawn);
        EXPECT_GE(drawn.isolated.size(), 1U) << told(drawn);
    }
}

TEST(DrawnCase, MeetsEveryActorModeAndKernel) {
    std::set<std::string> actors;
    std::set<std::string> modes;
    std::set<std::string> kernels;
    for (std::uint64_t number = 1; number <= 500; ++number) {
        const FuzzCase drawn = drawn_case(1, number, two_kernels);
        for (const FuzzActor& actor : drawn.actors)
            EXPECT_LE(std::count_if(drawn.actors.begin(), drawn.actors.end(),
                                    [&](const FuzzActor& each) { return each.name == actor.name; }),
                      1);
        for (const FuzzActor& actor : drawn.actors)
            actors.insert(actor.name);
        modes.insert(name_of(drawn.isolation) + "-" + name_of(drawn.setting));
        kernels.insert(drawn.kernel);
    }
    EXPECT_EQ(actors.size(), draining_actors().size() + changing_actors().size() + 3);
    EXPECT_EQ(modes.size(), 12U);
    EXPECT_EQ(kernels.size(), 2U);
}

TEST(Actors, AreToldTheirSeed) {
    const CpuSet isolated = CpuSet::parse("2-3");
    EXPECT_THAT(words_of({"cpusets", 5, {}}, isolated, "/tmp/rounds"),
                ElementsAre("/workloads", "churn", "cpusets", "5", "2-3", "/tmp/rounds"));
    EXPECT_THAT(
        words_of({"trinity", 5, {"-C", "2"}}, isolated, ""),
        ElementsAre("/usr/bin/trinity", "-q", "-l", "off", "--disable-fds=sockets", "-s", "5", "-C", "2"));
    EXPECT_THAT(parameters_for({{"fill", 1, {}}, {"memory-offline", 2, {}}}),
                ElementsAre("movablecore=256M", "nokaslr"));
    EXPECT_THAT(parameters_for({{"fill", 1, {}}}), ElementsAre());
}

} // namespace
} // namespace cloister

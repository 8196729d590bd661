// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/recipe.hpp"

#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/reproduce/plain_shell.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TrialSpec trial(const std::string& subject, const std::string& disturber) {
    TrialSpec spec;
    spec.cell = {"6.12", "local", subject + "+" + disturber};
    spec.isolated = CpuSet::parse("2-3");
    spec.mode.command_line = {"isolcpus=managed_irq,domain,2-3", "nohz_full=2-3", "remote_drain=off"};
    spec.mode.knobs = {{"/proc/sys/vm/stat_interval", "3600"}};
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", "local", "local"};
    spec.subject = subject;
    spec.disturber = disturber;
    spec.duration = std::chrono::milliseconds(2500);
    return spec;
}

std::string recipe(const TrialSpec& spec) {
    return bare_metal_recipe(
        spec, {"lru_add_drain_per_cpu", "__lru_add_drain_all", "system call pwrite64", spec.disturber},
        {"6.12", "", "", "linux-source-6.12 6.12.117-1", "", {"0001.patch sha256:1", "0002.patch sha256:2"}});
}

TEST(Recipe, SaysWhatToBootAndWhatToLookFor) {
    const std::string text = recipe(trial("spin-refill", "drop_caches"));
    EXPECT_THAT(text, HasSubstr("# Seen on isolated CPUs: lru_add_drain_per_cpu\n"
                                "#   __lru_add_drain_all in system call pwrite64 of drop_caches\n"
                                "#   with kernel 6.12 (linux-source-6.12 6.12.117-1, 2 patches)\n"));
    EXPECT_THAT(text, HasSubstr("#   isolcpus=managed_irq,domain,2-3 nohz_full=2-3 remote_drain=off\n"));
    EXPECT_THAT(text, HasSubstr("isolated=\"2 3\"\nhousekeeping=0-1\n"));
    EXPECT_THAT(text, HasSubstr("# Must say local, or not be there:\ncat /sys/kernel/mm/remote_drain\n"));
    EXPECT_THAT(text, HasSubstr("knob /proc/sys/vm/stat_interval 3600\n"));
}

TEST(Recipe, ArmsBeforeEachDrain) {
    TrialSpec spec = trial("spin-refill", "drop_caches");
    spec.drains = 3; // on two CPUs
    EXPECT_THAT(recipe(spec), HasSubstr("while [ $i -lt 2 ]; do\n    i=$((i + 1))\n    arm\n"
                                        "    echo 1 >$T/tracing_on\n    disturb\n"));
    EXPECT_THAT(recipe(spec), HasSubstr("disturb() {\n    echo 1 >/proc/sys/vm/drop_caches\n}\n"));
}

TEST(Recipe, ProvokesWithoutArming) {
    TrialSpec spec = trial("spin", "membarrier");
    spec.provocations = 1;
    EXPECT_THAT(recipe(spec),
                HasSubstr("while [ $i -lt 1 ]; do\n    i=$((i + 1))\n    echo 1 >$T/tracing_on\n"));
    EXPECT_THAT(recipe(spec),
                HasSubstr("subject() {\n    exec perl -e 'syscall(324, 4, 0, 0); 1 while 1'\n}\n"));
}

TEST(Recipe, WaitsWhereNothingIsCounted) {
    EXPECT_THAT(recipe(trial("spin", "none")),
                HasSubstr("echo 1 >$T/tracing_on\nsleep 2.5\necho 0 >$T/tracing_on\n\ncat $T/trace\n"));
    EXPECT_THAT(recipe(trial("spin", "pressure-anon")),
                HasSubstr("(while :; do head -c 32M /dev/zero | tail -n 1 >/dev/null; done) &\nsleep 2.5\n"));
}

TEST(Recipe, SaysWhichDisturberItCannotSay) {
    EXPECT_THAT(recipe(trial("spin", "something-new")), HasSubstr("# Here what something-new does"));
    EXPECT_THAT(recipe(trial("spin", "drop_caches")), Not(HasSubstr("# Here what")));
}

TEST(Recipe, AsksOnlyWhoCanAnswerToArm) {
    for (const char* subject : {"fault-storm", "spin-mlock"}) {
        TrialSpec spec = trial(subject, "drop_caches");
        spec.drains = 2;
        EXPECT_THAT(recipe(spec), Not(HasSubstr("USR1"))) << subject;
    }
    EXPECT_THAT(recipe(trial("spin-mlock", "none")), HasSubstr("# Here what spin-mlock does"));
}

TEST(PlainShell, SaysWhatHasBeenTried) {
    for (const char* disturber :
         {"drop_caches", "compact_memory", "blkflsbuf", "vmstat-refresh", "overcommit", "membarrier",
          "perf-event", "pressure-anon", "pressure-cache"}) {
        EXPECT_TRUE(disturber_in_shell(disturber)) << disturber;
        EXPECT_NE(disturber_kind(disturber), DisturberKind::none) << disturber;
    }
    EXPECT_FALSE(disturber_in_shell("none"));
}

} // namespace
} // namespace cloister

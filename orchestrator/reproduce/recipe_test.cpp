// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/recipe.hpp"

#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/reproduce/plain_perl.hpp"
#include "orchestrator/reproduce/plain_shell.hpp"

#include <gmock/gmock.h>

#include <set>

namespace cloister {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
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
                HasSubstr("        call(membarrier => 324, 4, 0, 0); # registered for the global "
                          "one\n        1 while 1\n    '\n}\n"));
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
    TrialSpec spec = trial("fault-storm", "drop_caches");
    spec.drains = 2;
    EXPECT_THAT(recipe(spec), Not(HasSubstr("USR1")));
    spec = trial("spin-mlock", "drop_caches");
    spec.drains = 2;
    EXPECT_THAT(recipe(spec), HasSubstr("    arm\n"));
}

TEST(Recipe, AsksTheSubjectsBeforeAProvocation) {
    TrialSpec spec = trial("spin-slab", "slab-shrink");
    spec.provocations = 1;
    EXPECT_THAT(recipe(spec), HasSubstr("    arm\n    echo 1 >$T/tracing_on\n    disturb\n"));
    spec = trial("threads-munmap", "ask");
    spec.provocations = 1;
    EXPECT_THAT(recipe(spec), HasSubstr("disturb() {\n    kill -USR1 $subjects\n}\n"));
    EXPECT_THAT(recipe(spec), Not(HasSubstr("arm\n"))) << "to ask is all";
}

TEST(Recipe, LeavesItToACompanionedSubjectWhatOfItIsPinned) {
    const char* const pinned = "    taskset -cp $c $! >/dev/null\n";
    EXPECT_THAT(recipe(trial("spin", "none")), HasSubstr(pinned));
    EXPECT_THAT(recipe(trial("threads-core", "ask")), Not(HasSubstr(pinned)));
}

TEST(Recipe, SaysWhatItNeeds) {
    EXPECT_THAT(recipe(trial("spin-refill", "mbind")), HasSubstr("# It needs perl (Debian: perl-base)"));
    EXPECT_THAT(recipe(trial("spin-refill", "drop_caches")), Not(HasSubstr("perl")));
    EXPECT_THAT(recipe(trial("spin-refill", "memfd-seal")), HasSubstr("\nkeepers=\"0 1\"\n"));
    EXPECT_THAT(recipe(trial("spin-refill", "drop_caches")), Not(HasSubstr("keepers")));
}

TEST(Recipe, EndsWhatItsDisturberStarted) {
    EXPECT_THAT(recipe(trial("spin-refill", "ksm")), AllOf(HasSubstr("    ' &\nhelpers=\"$helpers $!\"\n"),
                                                           HasSubstr("kill $subjects $helpers\n")));
}

TEST(PlainShell, SaysAllThatWeHave) {
    const std::set<std::string> unsaid{"none", "compaction-in-vain"}; // the latter for a guest alone
    for (const DisturberName& disturber : disturber_names())
        EXPECT_NE(disturber_in_shell(disturber.name).has_value(), unsaid.contains(disturber.name))
            << disturber.name;
    for (const SubjectName& subject : subject_names())
        EXPECT_EQ(subject_in_shell(subject.name, "none").body.starts_with("# Here what"),
                  subject.name == "none")
            << subject.name;
}

TEST(PlainShell, LetsLiveWhoIsAskedAndDoesNothing) {
    EXPECT_THAT(subject_in_shell("spin", "ask").body, HasSubstr("trap '' USR1"));
    EXPECT_THAT(subject_in_shell("spin", "drop_caches").body, Not(HasSubstr("trap")));
}

TEST(PlainShell, LetsEverySubjectHearMembarriers) {
    for (const char* subject : {"spin", "spin-slab", "spin-callback", "spin-in-kernel"})
        EXPECT_THAT(subject_in_shell(subject, "membarrier").body,
                    AllOf(HasSubstr("call(membarrier => 324, 4"), HasSubstr(" while 1\n")))
            << subject;
}

TEST(PlainPerl, BringsWhatIsUsedAndNoMore) {
    EXPECT_EQ(in_perl("print 1"), "perl -e '\n        print 1\n    '");
    const std::string text = in_perl("go(3)", "$keepers");
    EXPECT_THAT(text, HasSubstr("sub call {"));
    EXPECT_LT(text.find("sub call {"), text.find("sub go {"));
    EXPECT_THAT(text, Not(HasSubstr("sub room")));
    EXPECT_THAT(text, EndsWith("        go(3)\n    ' $keepers"));
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/shell/shell_profile.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TrialSpec trial(const std::string& disturber) {
    TrialSpec spec;
    spec.cell = {"6.12", "local", "spin-refill+" + disturber};
    spec.isolated = CpuSet::parse("2-3");
    spec.mode.name = "local";
    spec.subject = "spin-refill";
    spec.disturber = disturber;
    return spec;
}

TEST(ShellProfile, GreetsWithWhatThereIs) {
    TrialSpec spec = trial("drop_caches");
    spec.drains = 100;
    EXPECT_THAT(shell_profile(spec, {}, true),
                HasSubstr("Kernel 6.12 in local mode: CPUs 2-3 are isolated, 0-1 keep house. The probes are\n"
                          "armed as for a trial, and record.\n"
                          "\n"
                          "  trial [N]         spin-refill+drop_caches, with N armed drains\n"
                          "  subject [CPU]…    spin-refill alone, on isolated CPUs\n"
                          "  disturb           one call of drop_caches, alone\n"
                          "  sh /recipe.sh     the recipe for bare metal\n"
                          "  cat $T/trace      what came to isolated CPUs, and the stacks of who sent it\n"
                          "  echo >$T/trace    forget it\n"
                          "  exit              leave; so do poweroff and, whatever happens, Ctrl-A X\n"));
}

TEST(ShellProfile, HasTheCommandsThatItTellsOf) {
    const std::string text = shell_profile(trial("drop_caches"), {40, 120}, false);
    EXPECT_THAT(
        text,
        HasSubstr("for c in ${*:-$isolated}; do\n    /workloads subject spin-refill $c /tmp/handshake &\n"));
    EXPECT_THAT(text, HasSubstr("disturb() {\n    echo 1 >/proc/sys/vm/drop_caches\n}\n"));
    EXPECT_THAT(text, HasSubstr("stty rows 40 cols 120\n"));
    EXPECT_THAT(text, Not(HasSubstr("recipe")));
}

TEST(ShellProfile, DoesNotOfferADisturberThatIsNotThere) {
    const std::string text = shell_profile(trial("none"), {}, false);
    EXPECT_THAT(text, Not(HasSubstr("disturb")));
    EXPECT_THAT(text, HasSubstr("  trial [SECONDS]   spin-refill+none\n"));
    EXPECT_THAT(shell_profile(trial("ask"), {}, false), Not(HasSubstr("disturb"))) << "ours hear no signal";
}

} // namespace
} // namespace cloister

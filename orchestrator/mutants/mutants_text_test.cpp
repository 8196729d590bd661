// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/mutants_text.hpp"

#include "orchestrator/mutants/mutant.hpp"
#include "orchestrator/mutants/objections.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

MutantRow row(const std::string& name, const std::string& kernel, std::optional<std::string> expected,
              const std::string& by, double seconds) {
    MutantRow made;
    made.mutant = name;
    made.kernel = kernel;
    made.expected = std::move(expected);
    if (!by.empty())
        made.objections.push_back(
            {by, "drains", "what it saw there, which is told where it is not expected"});
    made.seconds = seconds;
    conclude(made);
    return made;
}

TEST(MutantsText, IsATable) {
    Mutants mutants;
    mutants.machine = "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3";
    mutants.mutants = {
        row(no_mutant, "6.12", std::nullopt, "", 310.4),
        row("skip-isolated", "6.12+mutant:skip-isolated", "drains-complete", "drains-complete", 21.6),
        row("auto-is-on", "6.12+mutant:auto-is-on", "enabled-only-with-nohz-full",
            "enabled-only-with-nohz-full", 8),
        row(no_mutant, "6.12+lockdep", std::nullopt, "", 1210),
        row("two-orders", "6.12+lockdep+mutant:two-orders", "console", "deadline", 33),
        row("drain-unlocked", "6.12+lockdep+mutant:drain-unlocked", "console", "", 640),
    };
    EXPECT_EQ(mutants_text(mutants, Colour::no),
              "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3\n"
              "\n"
              "  mutant                           by                               s  as expected\n"
              "6.12\n"
              "  none                   survived                                 310  yes\n"
              "  skip-isolated          killed    drains-complete                 22  yes\n"
              "  auto-is-on             killed    enabled-only-with-nohz-full      8  yes\n"
              "6.12+lockdep\n"
              "  none                   survived                               1,210  yes\n"
              "  two-orders             killed    deadline                        33  no\n"
              "    expected: console\n"
              "    drains: what it saw there, which is told where it is not expected\n"
              "  drain-unlocked         survived                                 640  no\n"
              "    expected: console\n"
              "    no check objects\n"
              "\n"
              "3 of 4 mutants killed, 2 by the check that should\n");
}

TEST(MutantsText, IsInvalidWhereACheckObjectsToTheSeries) {
    Mutants mutants;
    mutants.mutants = {row(no_mutant, "6.12", std::nullopt, "console", 5)};
    const std::string text = mutants_text(mutants, Colour::no);
    EXPECT_NE(text.find("\ninvalid: a check objects to the series as it is"), std::string::npos) << text;
    EXPECT_NE(text.find("0 of 0 mutants killed"), std::string::npos) << text;
}

} // namespace
} // namespace cloister

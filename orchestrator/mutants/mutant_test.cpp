// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/mutant.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

const std::string subject = "From: Somebody\nSubject: mutant: keep a lock\n\nBroken.\n\n";
const std::string diff = "---\nKilled-by: console\n--- a/mm/swap.c\n+++ b/mm/swap.c\n@@ -1 +1 @@\n-a\n+b\n";

std::string refusal(const std::string& patch) {
    try {
        parse_mutant("6.12", "keeps-lock", patch);
    } catch (const LabError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Mutant, SaysWhatIsBrokenAndWhoShouldTell) {
    const auto mutant =
        parse_mutant("6.12", "keeps-lock", subject + "Killed-by: console\nFlavour: lockdep\n\n" + diff);
    ASSERT_TRUE(mutant);
    EXPECT_EQ(mutant->subject, "keep a lock");
    EXPECT_EQ(mutant->killed_by, "console");
    EXPECT_EQ(mutant->kernel(), "6.12+lockdep+mutant:keeps-lock");
}

TEST(Mutant, NeedsNoFlavour) {
    const auto mutant = parse_mutant("5.10", "skip", subject + "Killed-by: drains-complete\n" + diff);
    ASSERT_TRUE(mutant);
    EXPECT_EQ(mutant->kernel(), "5.10+mutant:skip");
}

TEST(Mutant, AToolIsNone) {
    EXPECT_FALSE(parse_mutant("6.12", "provoker", subject + "Tool-of: a/test\n\n" + diff));
}

TEST(Mutant, TrailersStandInTheHeaderAlone) {
    EXPECT_THAT(refusal(subject + diff),
                ::testing::HasSubstr("keeps-lock.patch: its header has no 'Killed-by:"));
}

TEST(Mutant, NamesACheckThatThereIs) {
    EXPECT_THAT(refusal(subject + "Killed-by: drains-compleet\n" + diff),
                ::testing::HasSubstr("did you mean drains-complete?"));
    EXPECT_THAT(refusal("Killed-by: console\n" + diff), ::testing::HasSubstr("'Subject: mutant:"));
}

TEST(Mutant, IsHeldAgainstTheSeriesOfItsBaseAndFlavour) {
    const std::vector<Mutant> controls = controls_of({{"6.12", "a", "", "", "console"},
                                                      {"6.12", "b", "", "lockdep", "console"},
                                                      {"6.12", "c", "", "", "console"},
                                                      {"5.10", "d", "", "", "console"}});
    ASSERT_EQ(controls.size(), 3U);
    EXPECT_EQ(controls[0].kernel(), "6.12");
    EXPECT_EQ(controls[1].kernel(), "6.12+lockdep");
    EXPECT_EQ(controls[2].kernel(), "5.10");
    EXPECT_EQ(controls[0].killed_by, "");
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/patch.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string diff = "--- a/mm/swap.c\t2026-11-24\n+++ b/mm/swap.c\n@@ -1 +1 @@\n-one\n+two\n";

TEST(Patch, HasTheSubjectOfItsMailWithoutMarks) {
    EXPECT_EQ(subject_of({"0001-x.patch", "From 0\nSubject: [PATCH 2/7] mm/swap: one\n\nbody\n" + diff}),
              "mm/swap: one");
    EXPECT_EQ(subject_of({"0001-x.patch", "Subject: [RFC] [PATCH v2 2/7] mm/swap:\n a long one\nDate: x\n"}),
              "mm/swap: a long one");
}

TEST(Patch, OfABareDiffHasItsNameForASubject) {
    EXPECT_EQ(subject_of({"fix-it.patch", diff + "Subject: of nothing\n"}), "fix-it");
}

TEST(Patch, KnowsACoverLetter) {
    EXPECT_TRUE(has_diff(diff));
    EXPECT_TRUE(has_diff("diff --git a/x b/y\nrename from x\nrename to y\n"));
    EXPECT_FALSE(has_diff("Subject: [PATCH 0/7]\n\n mm/swap.c | 2 +-\n 1 file changed\n"));
    EXPECT_FALSE(has_diff("> --- a/mm/swap.c\n> @@ -1 +1 @@\n> -one\n> +two\n"));
}

TEST(Patch, NamesEveryFile) {
    EXPECT_THAT(files_named_by(diff), ElementsAre("mm/swap.c"));
    EXPECT_THAT(files_named_by("--- /dev/null\n+++ b/mm/new.c\n@@ -0,0 +1 @@\n+one\n"
                               "--- a/mm/old.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n"),
                ElementsAre("mm/new.c", "mm/old.c"));
    EXPECT_THAT(files_named_by("diff --git a/x b/y\nrename from x\nrename to y\n"), ElementsAre("x", "y"));
    EXPECT_THAT(files_named_by("no diff\n"), IsEmpty());
}

TEST(Patch, NamesTheOptionsThatItAdds) {
    EXPECT_THAT(options_added_by("+config ONE\n+\tbool\n+menuconfig TWO\n config THREE\n-config FOUR\n"
                                 "+config ONE\n+# config FIVE\n"),
                ElementsAre("CONFIG_ONE", "CONFIG_TWO"));
}

} // namespace
} // namespace cloister

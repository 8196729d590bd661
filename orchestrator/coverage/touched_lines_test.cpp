// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/coverage/touched_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(TouchedLines, AreThoseThatADiffAdds) {
    EXPECT_THAT(touched_lines("diff -rN -U0 originals/mm/swap.c patched/mm/swap.c\n"
                              "--- originals/mm/swap.c\t2026-11-24 13:52:42.0 +0000\n"
                              "+++ patched/mm/swap.c\t2026-11-24 13:52:43.0 +0000\n"
                              "@@ -39,0 +40 @@\n"
                              "+#include <linux/remote_drain.h>\n"
                              "@@ -60,2 +62,3 @@ struct cpu_fbatches {\n"
                              "-one\n-two\n+three\n+four\n+five\n"),
                ElementsAre(Pair("mm/swap.c", ElementsAre(40, 62, 63, 64))));
}

TEST(TouchedLines, CountContextAndPassOverWhatWent) {
    EXPECT_THAT(touched_lines("--- a/x.c\n+++ b/x.c\n@@ -7,4 +9,4 @@\n same\n-old\n same\n+new\n same\n"),
                ElementsAre(Pair("x.c", ElementsAre(11))));
    EXPECT_THAT(touched_lines("--- a/x.c\n+++ b/x.c\n@@ -7,2 +6,0 @@\n-old\n-older\n"), ElementsAre());
}

TEST(TouchedLines, OfSeveralFilesAndNewOnes) {
    EXPECT_THAT(touched_lines("--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-old\n+new\n"
                              "\\ No newline at end of file\n"
                              "--- a/y.h\t1970-01-01\n+++ b/y.h\t2026-11-24\n@@ -0,0 +1,2 @@\n+one\n+two\n"),
                ElementsAre(Pair("x.c", ElementsAre(1)), Pair("y.h", ElementsAre(1, 2))));
}

TEST(TouchedLines, TakeNoAddedLineForAHead) {
    EXPECT_THAT(
        touched_lines("--- a/x.c\n+++ b/x.c\n@@ -3,2 +3,2 @@\n--- y\n-@@ -1 +1 @@\n+++ y\n+@@ -1 +1 @@\n"),
        ElementsAre(Pair("x.c", ElementsAre(3, 4))));
}

} // namespace
} // namespace cloister

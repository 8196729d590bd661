// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/mailed_series.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const std::string diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\n+two\n";

// The names of what is the series, or why it is none.
std::string series(const std::vector<Mail>& mails) {
    try {
        std::string names;
        for (const Patch& patch : series_of(mails, "t.mbox"))
            names += (names.empty() ? "" : " ") + patch.name;
        return names;
    } catch (const LabError& error) {
        return error.what();
    }
}

TEST(MailedSeries, ReadsMarks) {
    EXPECT_EQ(marks_of("[PATCH 3/7] mm: x"), (PatchMarks{1, 3, 7}));
    EXPECT_EQ(marks_of("[PATCH v2 03/11] mm: x"), (PatchMarks{2, 3, 11}));
    EXPECT_EQ(marks_of("[RFC][PATCHv12 0/2] mm: x"), (PatchMarks{12, 0, 2}));
    EXPECT_EQ(marks_of("[RFC 1/2] [mm] x"), (PatchMarks{1, 1, 2}));
    EXPECT_EQ(marks_of("[PATCH] mm: x"), (PatchMarks{1, 1, 1}));
    EXPECT_EQ(marks_of("[PATCH RESEND 6.12 1/2] mm/vmscan: x"), (PatchMarks{1, 1, 2}));
    for (const char* none :
         {"Re: [PATCH 3/7] mm: x", "[tip: x86/mm] x", "mm: x", "", "[PATCH", "[GIT PULL] x"})
        EXPECT_EQ(marks_of(none), std::nullopt) << none;
}

TEST(MailedSeries, IsInTheOrderOfNumbersWithoutCoverAndReplies) {
    EXPECT_EQ(series({{"[PATCH 2/2] b", diff},
                      {"[PATCH 0/2] cover", "--- \n x | 2 +-\n"},
                      {"Re: [PATCH 1/2] a", ""},
                      {"[PATCH 1/2] a", diff}}),
              "0001-a.patch 0002-b.patch");
}

TEST(MailedSeries, TheHighestVersionWins) {
    EXPECT_EQ(series({{"[PATCH 1/2] a", diff},
                      {"[PATCH 2/2] b", diff},
                      {"[PATCH v10] c", diff},
                      {"[PATCH v9] d", diff}}),
              "0001-c.patch");
}

TEST(MailedSeries, NamesWhatIsMissing) {
    EXPECT_EQ(series({{"[PATCH v2 2/4] b", diff}, {"[PATCH v2 3/4] c", diff}, {"[PATCH 1/1] a", diff}}),
              "t.mbox: patch 1/4, 4/4 of version 2 is not there: have the whole thread");
    EXPECT_EQ(series({{"[PATCH 1/2] b", diff}}),
              "t.mbox: patch 2/2 of version 1 is not there: have the whole thread");
}

TEST(MailedSeries, AMailThatCameTwiceIsOne) {
    EXPECT_EQ(series({{"[PATCH 1/1] a", diff}, {"[PATCH 1/1] a", diff}}), "0001-a.patch");
    EXPECT_EQ(series({{"[PATCH 1/1] a", diff}, {"[PATCH 1/1] a", diff + "\n"}}),
              "t.mbox: patch 1/1 of version 1 is there twice, and not the same: leave one");
}

TEST(MailedSeries, RefusesWhatIsNone) {
    EXPECT_EQ(series({{"Re: x", diff}}),
              "t.mbox has no patch in it: the subject of one begins as [PATCH 1/7]");
    EXPECT_EQ(series({{"[PATCH 1/1] a", "empty"}}), "t.mbox: '[PATCH 1/1] a' has no diff");
    EXPECT_EQ(series({{"[PATCH 2/1] a", diff}}),
              "t.mbox: '[PATCH 2/1] a' lies beyond its series: leave it out, or number it anew");
    EXPECT_EQ(series({{"[PATCH 1/1] a", diff}, {"[PATCH 1/2] a", diff}}),
              "t.mbox: version 1 is of 1 patches and of 2: these are two series; leave one");
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/patched_tree.hpp"

#include "orchestrator/base/refusal.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

const Patch two{"two", "--- a/mm/swap.c\n+++ b/mm/swap.c\n@@ -1 +1 @@\n-one\n+two\n"};
const Patch three{"three", "--- a/mm/swap.c\n+++ b/mm/swap.c\n@@ -1 +1 @@\n-two\n+three\n"};
const Patch other{"other", "--- a/mm/swap.c\n+++ b/mm/swap.c\n@@ -1 +1 @@\n-four\n+five\n"};
const Patch added{"added", "--- /dev/null\n+++ b/mm/new/new.c\n@@ -0,0 +1 @@\n+new\n"};
const Patch removed{"removed", "--- a/mm/swap.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n"};
const Patch renamed{"renamed", "diff --git a/mm/swap.c b/mm/swap2.c\nsimilarity index 100%\n"
                               "rename from mm/swap.c\nrename to mm/swap2.c\n"};
const Patch outside{"outside", "--- /dev/null\n+++ b/../outside\n@@ -0,0 +1 @@\n+new\n"};

class PatchedTreeTest : public ::testing::Test {
  protected:
    PatchedTreeTest() {
        PatchedTree tree(work_.path() / "tree");
        fs::create_directories(tree.root() / "mm");
        write_text_file(tree.root() / "mm/swap.c", "one\n");
        write_text_file(tree.root() / "mm/mlock.c", "one\n");
        // Long ago, so that a new time is seen.
        for (const char* file : {"mm/swap.c", "mm/mlock.c"})
            fs::last_write_time(tree.root() / file, long_ago_);
    }

    // A new object each time, as builds have it.
    void become(const std::vector<Patch>& patches) {
        PatchedTree(work_.path() / "tree").become(patches, "source", work_.path() / "log");
    }
    std::string refusal(const std::vector<Patch>& patches) {
        return cloister::refusal([&] { become(patches); });
    }
    fs::path file(const std::string& name) { return work_.path() / "tree/linux" / name; }
    std::string text(const std::string& name) {
        return fs::exists(file(name)) ? read_text_file(file(name)) : "absent";
    }
    bool is_untouched(const std::string& name) { return fs::last_write_time(file(name)) == long_ago_; }
    void age(const std::string& name) { fs::last_write_time(file(name), long_ago_); }

    TemporaryDirectory work_;
    fs::file_time_type long_ago_ = fs::file_time_type::clock::now() - std::chrono::hours(1);
};

TEST_F(PatchedTreeTest, GoesForwardsAndBackwards) {
    become({two, three});
    EXPECT_EQ(text("mm/swap.c"), "three\n");
    become({two});
    EXPECT_EQ(text("mm/swap.c"), "two\n");
    become({});
    EXPECT_EQ(text("mm/swap.c"), "one\n");
    EXPECT_TRUE(is_untouched("mm/mlock.c"));
}

TEST_F(PatchedTreeTest, WhatStaysTheSameKeepsItsTime) {
    become({two});
    EXPECT_FALSE(is_untouched("mm/swap.c"));
    age("mm/swap.c");
    become({two, added});
    EXPECT_TRUE(is_untouched("mm/swap.c"));
    become({two});
    EXPECT_TRUE(is_untouched("mm/swap.c"));
}

TEST_F(PatchedTreeTest, MakesRemovesAndRenamesFiles) {
    become({added});
    EXPECT_EQ(text("mm/new/new.c"), "new\n");
    become({removed});
    EXPECT_EQ(text("mm/new/new.c"), "absent");
    EXPECT_EQ(text("mm/swap.c"), "absent");
    become({renamed});
    EXPECT_EQ(text("mm/swap.c"), "absent");
    EXPECT_EQ(text("mm/swap2.c"), "one\n");
    become({});
    EXPECT_EQ(text("mm/swap.c"), "one\n");
    EXPECT_EQ(text("mm/swap2.c"), "absent");
}

TEST_F(PatchedTreeTest, APatchThatDoesNotApplyChangesNothing) {
    become({two});
    age("mm/swap.c");
    EXPECT_EQ(refusal({two, added, other}),
              "patch other does not apply to source: step 3, mm/swap.c, hunk 1; rebase it");
    EXPECT_EQ(text("mm/swap.c"), "two\n");
    EXPECT_EQ(text("mm/new/new.c"), "absent");
    EXPECT_TRUE(is_untouched("mm/swap.c"));
    become({two, three});
    EXPECT_EQ(text("mm/swap.c"), "three\n");
}

TEST_F(PatchedTreeTest, TellsWhatIsThereAlready) {
    EXPECT_EQ(refusal({two, two}),
              "patch two does not apply to source: step 2, mm/swap.c has it already; rebase it");
    EXPECT_EQ(refusal({added, added}),
              "patch added does not apply to source: step 2, mm/new/new.c is there already; rebase it");
}

TEST_F(PatchedTreeTest, NamesTheFileThatIsNotThere) {
    EXPECT_EQ(refusal({{"x", "--- a/mm/gone.c\n+++ b/mm/gone.c\n@@ -1 +1 @@\n-one\n+two\n"}}),
              "patch x does not apply to source: step 1, mm/gone.c is not there; rebase it");
}

TEST_F(PatchedTreeTest, StaysInItsTree) {
    EXPECT_NE(refusal({outside}), "no refusal");
    EXPECT_FALSE(fs::exists(work_.path() / "tree/outside"));
}

} // namespace
} // namespace cloister

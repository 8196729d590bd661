// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/profiled_build.hpp"

#include "orchestrator/kernel/tiny_kernel.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* changes =
    "--- originals/mm/swap.c\n+++ patched/mm/swap.c\n@@ -1 +1 @@\n-one\n+two\n"
    "--- originals/include/swap.h\n+++ patched/include/swap.h\n@@ -0,0 +1 @@\n+new\n"
    "--- originals/mm/gone.c\n+++ patched/mm/gone.c\n@@ -1 +0,0 @@\n-old\n";

TEST(ProfiledBuild, IsAskedForByTheConfig) {
    EXPECT_TRUE(is_profiled("CONFIG_GCOV_KERNEL=y\n"));
    EXPECT_FALSE(is_profiled("# CONFIG_GCOV_KERNEL is not set\n"));
    EXPECT_FALSE(is_profiled("CONFIG_NO_CONFIG_GCOV_KERNEL=y\n"));
}

TEST(ProfiledBuild, ProfilesTheObjectsOfChangedFilesAlone) {
    EXPECT_THAT(
        profiling_words(changes, "/cache/linux"),
        ElementsAre(StartsWith("CFLAGS_GCOV=-fprofile-arcs -ftest-coverage"), "GCOV_PROFILE_swap.o=y"));
    EXPECT_THAT(profiling_words(changes, "/cache/linux"),
                Contains(HasSubstr("-fprofile-prefix-path=/cache/linux")));
}

class KeptNotes : public TinyKernel {};

TEST_F(KeptNotes, AreOfWhatWasCompiledBesideTheChangedSources) {
    write("linux/mm/swap.c", "two\n");
    write("linux/mm/swap.gcno", "notes");
    write("linux/mm/page_alloc.gcno", "of somebody else's patches");
    write("linux/include/swap.h", "new\n");
    keep_notes(changes, directory_ / "linux", directory_ / "coverage");
    EXPECT_EQ(read(directory_ / "coverage/notes/mm#swap.gcno"), "notes");
    EXPECT_EQ(std::distance(fs::directory_iterator(directory_ / "coverage/notes"), {}), 1);
    EXPECT_EQ(read(directory_ / "coverage/sources/mm/swap.c"), "two\n");
    EXPECT_EQ(read(directory_ / "coverage/sources/include/swap.h"), "new\n");
    EXPECT_EQ(read(directory_ / "coverage/changes.diff"), changes);
}

TEST_F(KeptNotes, AreThereOfAKernelOfFlavourGcovAndOfNoOther) {
    write("data/flavours/gcov.config", "CONFIG_GCOV_KERNEL=y\n");
    EXPECT_TRUE(build("1.0").coverage.empty());
    const fs::path notes = build("1.0+gcov").coverage;
    ASSERT_FALSE(notes.empty());
    EXPECT_THAT(read(notes / "changes.diff"), HasSubstr("+++ patched/version"));
    EXPECT_THAT(read(notes / "changes.diff"), HasSubstr("\n-one\n+two\n"));
    EXPECT_FALSE(fs::exists(notes / "sources/version")); // no C
}

} // namespace
} // namespace cloister

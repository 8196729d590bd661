// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/series.hpp"

#include "orchestrator/kernel/packed.hpp"
#include "orchestrator/kernel/tiny_kernel.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* two = "--- a/version\n+++ b/version\n@@ -1 +1 @@\n-one\n+two\n";
constexpr const char* three = "--- a/version\n+++ b/version\n@@ -1 +1 @@\n-two\n+three\n";

class SeriesTest : public TinyKernel {
  protected:
    // "pwlocks@1 two": each step's kernel and subject.
    std::vector<std::string> steps(const SeriesSource& source) {
        std::vector<std::string> words;
        for (const SeriesStep& step : load_series(source, room()).steps)
            words.push_back(step.kernel + " " + step.subject);
        return words;
    }
    std::string refused(const SeriesSource& source) {
        return refusal([&] { load_series(source, room()); });
    }
    std::string built(const Series& series, std::size_t step) {
        return read(build_step(series, step, room(), {}).image);
    }
    SeriesSource from_directory(const fs::path& directory) {
        SeriesSource source;
        source.recipe = "1.0";
        source.patches = directory_ / directory;
        return source;
    }
    SeriesSource from_mbox(const fs::path& file) {
        SeriesSource source;
        source.recipe = "1.0";
        source.mbox = directory_ / file;
        return source;
    }
    SeriesSource from_git(const std::string& range) {
        SeriesSource source;
        source.git = directory_ / "source";
        source.range = range;
        return source;
    }
    // In the source's git tree.
    void git(const std::string& script) {
        ASSERT_EQ(
            std::system(shell("cd source; export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t "
                              "GIT_COMMITTER_EMAIL=t@t; set -e; " +
                              script)
                            .c_str()),
            0)
            << read(directory_ / "shell.log");
    }
    void make_branch() {
        git("git init -q -b master; git add .; git commit -qm base; git tag base; echo two > version; git "
            "commit -qam "
            "'mm: two'; "
            "echo three > version; echo new > new; git add .; git commit -qm 'mm: three, größer'");
    }
    // As an archive has it: out of order, with a cover letter, an older version and a reply that quotes.
    std::string thread() {
        git("git format-patch -q -v2 --cover-letter -o ../mails base");
        const fs::path mails = directory_ / "mails";
        return read(mails / "v2-0002-mm-three-gr-er.patch") + read(mails / "v2-0000-cover-letter.patch") +
               "From x Mon Sep 17 00:00:00 2001\nFrom: a@b\nDate: Thu, 26 Nov 2026 10:00:00 +0000\n"
               "Subject: Re: [PATCH v2 1/2] mm: two\n\n> " +
               std::string("--- a/version\n> +++ b/version\n> @@ -1 +1 @@\n> -one\n> +two\n\nwhy?\n\n") +
               "From x Mon Sep 17 00:00:00 2001\nFrom: a@b\nDate: Thu, 26 Nov 2026 09:00:00 +0000\n"
               "Subject: [PATCH] mm: older\n\nbody\n---\n version | 2 +-\n\n" +
               two + "-- \n2.39\n\n" + read(mails / "v2-0001-mm-two.patch");
    }
};

TEST_F(SeriesTest, OfARecipeIsItsOwn) {
    write("data/patches/1.0/0002-three.patch", std::string("Subject: [PATCH 2/2] mm: three\n\n") + three);
    SeriesSource source;
    source.recipe = "1.0";
    EXPECT_THAT(steps(source), ElementsAre("1.0@base base", "1.0@1 0001-two", "1.0@2 mm: three"));
    const Series series = load_series(source, room());
    EXPECT_EQ(built(series, 1), "two\n");
    build("1.0@1");
    EXPECT_EQ(read(directory_ / "count"), "built\n"); // it is the same kernel
    fs::remove_all(directory_ / "data/patches");
    EXPECT_EQ(refused(source),
              "there is no series of ours for 1.0: name a directory of patches, a branch or an mbox");
}

TEST_F(SeriesTest, ReadsADirectoryByName) {
    write("pw locks/0002-b.patch", three);
    write("pw locks/0001-a.patch", two);
    write("pw locks/0000-cover-letter.patch", "Subject: [PATCH 0/2] x\n");
    write("pw locks/notes.txt", "x\n");
    EXPECT_THAT(steps(from_directory("pw locks")),
                ElementsAre("pw-locks@base base", "pw-locks@1 0001-a", "pw-locks@2 0002-b"));
    EXPECT_THAT(steps(from_directory("pw locks/")), testing::SizeIs(3));
    const Series series = load_series(from_directory("pw locks"), room());
    EXPECT_EQ(built(series, 2), "three\n");
    EXPECT_EQ(built(series, 0), "one\n");
    EXPECT_EQ(build_step(series, 1, room(), {}).facts.reference, "pw-locks@1");
}

TEST_F(SeriesTest, ReadsADirectoryAsItsSeriesSays) {
    write("q/mm/b.patch", two);
    write("q/a.patch", three);
    write("q/unused.patch", three);
    write("q/series", "# ours\n\nmm/b.patch -p1 # first\n#unused.patch\na.patch\n");
    EXPECT_THAT(steps(from_directory("q")), ElementsAre("q@base base", "q@1 mm/b", "q@2 a"));
    EXPECT_EQ(built(load_series(from_directory("q"), room()), 2), "three\n");
}

TEST_F(SeriesTest, RefusesADirectoryThatIsNone) {
    const std::string here = directory_.string();
    EXPECT_EQ(refused(from_directory("none")), here + "/none is no directory of patches");
    fs::create_directories(directory_ / "q");
    EXPECT_EQ(refused(from_directory("q")), here + "/q has no *.patch and no file 'series'");
    write("q/series", "# nothing\n");
    EXPECT_EQ(refused(from_directory("q")), here + "/q/series names no patch");
    write("q/series", "a.patch\n");
    EXPECT_EQ(refused(from_directory("q")), here + "/q/series names a.patch, which is not there");
    write("q/a.patch", "Subject: x\n");
    EXPECT_EQ(refused(from_directory("q")), here + "/q/a.patch has no diff: take it out");
    write("q/series", "a.patch -p0\n");
    EXPECT_EQ(refused(from_directory("q")), here + "/q/series: a.patch wants -p0: only -p1 is known; write "
                                                   "its paths with one directory before them");
}

TEST_F(SeriesTest, APatchThatDoesNotApplyLeavesTheStepsBeforeIt) {
    write("q/1.patch", two);
    write("q/2.patch", two);
    write("q/3.patch", three);
    const Series series = load_series(from_directory("q"), room());
    EXPECT_EQ(built(series, 1), "two\n");
    const std::string words = "patch 2.patch does not apply to " + (directory_ / "source").string() +
                              ": step 2, version has it already; rebase it";
    EXPECT_EQ(refusal([&] { built(series, 2); }), words);
    EXPECT_EQ(refusal([&] { built(series, 3); }), words);
    EXPECT_EQ(built(series, 0), "one\n");
}

TEST_F(SeriesTest, ReadsABranch) {
    make_branch();
    const Series series = load_series(from_git("base..HEAD"), room());
    ASSERT_EQ(series.steps.size(), 3U);
    EXPECT_EQ(series.name.size(), 12U);
    EXPECT_EQ(series.steps[0].kernel, series.name + "@base");
    EXPECT_EQ(series.steps[1].subject, "mm: two");
    EXPECT_EQ(series.steps[2].subject, "mm: three, größer");
    git("echo dirty > version");
    EXPECT_EQ(built(series, 0), "one\n");
    EXPECT_EQ(built(series, 2), "three\n");
    EXPECT_EQ(compiled(), "other version version"); // in one tree
    EXPECT_EQ(built(series, 1), "two\n");
}

TEST_F(SeriesTest, RefusesARangeThatIsNone) {
    make_branch();
    const std::string tree = (directory_ / "source").string();
    for (const char* range :
         {"", "base", "base...HEAD", "..HEAD", "base..", "-x..HEAD", "base..HEAD -x", "a..b..c"})
        EXPECT_EQ(refused(from_git(range)),
                  "'" + std::string(range) +
                      "' is no range of commits: write BASE..HEAD, as v6.12..my-branch");
    EXPECT_EQ(refused(from_git("base..nope")), "'nope' is no commit of " + tree);
    EXPECT_EQ(refused(from_git("HEAD..HEAD")), tree + ": no commit is in HEAD..HEAD");
    git("git checkout -qb side base; echo x > side; git add side; git commit -qm side");
    EXPECT_NE(
        refused(from_git("side..master")).find("side is no ancestor of master: begin where they parted, "),
        std::string::npos);
    git("git merge -q -m merged master");
    EXPECT_NE(refused(from_git("base..side")).find("base..side has a merge in it, "), std::string::npos);
    SeriesSource elsewhere = from_git("base..HEAD");
    elsewhere.git = directory_ / "data";
    EXPECT_EQ(refused(elsewhere), (directory_ / "data").string() + " is no git tree");
}

TEST_F(SeriesTest, ReadsAThread) {
    make_branch();
    write("20261126.mbox", thread());
    EXPECT_THAT(steps(from_mbox("20261126.mbox")),
                ElementsAre("20261126@base base", "20261126@1 mm: two", "20261126@2 mm: three, größer"));
    git("git checkout -q base");
    EXPECT_EQ(built(load_series(from_mbox("20261126.mbox"), room()), 2), "three\n");
}

TEST_F(SeriesTest, ReadsAPackedThread) {
    make_branch();
    write("t.mbox.gz", packed(thread(), archive_write_add_filter_gzip));
    EXPECT_THAT(steps(from_mbox("t.mbox.gz")),
                ElementsAre("t@base base", "t@1 mm: two", "t@2 mm: three, größer"));
}

TEST_F(SeriesTest, RefusesAThreadThatIsNone) {
    const std::string file = (directory_ / "t.mbox").string();
    EXPECT_EQ(refused(from_mbox("t.mbox")), file + " is no mbox: it is not there, or no file");
    write("t.mbox", "nothing\n");
    EXPECT_TRUE(refused(from_mbox("t.mbox")).starts_with(file + " is no mbox: "))
        << refused(from_mbox("t.mbox"));
    write("t.mbox",
          std::string("From x Mon Sep 17 00:00:00 2001\nFrom: a@b\nDate: Thu, 26 Nov 2026 09:00:00 +0000\n"
                      "Subject: [PATCH v3 2/2] mm: x\n\nbody\n---\n") +
              two + "-- \n2.39\n");
    EXPECT_EQ(refused(from_mbox("t.mbox")),
              file + ": patch 1/2 of version 3 is not there: have the whole thread");
}

TEST_F(SeriesTest, TellsWhichOptionsNoFragmentSets) {
    write("source/mm/Kconfig", "config NO_HZ_FULL\n");
    write("q/1.patch", "--- a/mm/Kconfig\n+++ b/mm/Kconfig\n@@ -1 +1,3 @@\n config NO_HZ_FULL\n+config "
                       "PWLOCKS\n+config DRAIN\n");
    SeriesSource source = from_directory("q");
    EXPECT_THAT(load_series(source, room()).unset_options, ElementsAre("CONFIG_DRAIN", "CONFIG_PWLOCKS"));
    write("more.config", "CONFIG_PWLOCKS=y\n");
    source.fragments = {directory_ / "more.config"};
    const Series series = load_series(source, room());
    EXPECT_THAT(series.unset_options, ElementsAre("CONFIG_DRAIN"));
    EXPECT_NE(build_step(series, 1, room(), {}).config.find("CONFIG_PWLOCKS=y\n"), std::string::npos);
    EXPECT_EQ(build_step(series, 0, room(), {}).config.find("CONFIG_PWLOCKS=y\n"), std::string::npos);
    source.fragments = {directory_ / "none.config"};
    EXPECT_EQ(refused(source),
              "fragment " + (directory_ / "none.config").string() + " is not there, or no file");
}

// Our series is configured as ours, wherever it lies.
TEST_F(SeriesTest, TakesOurFragmentsForWhatItsPatchesAdd) {
    write("data/recipes/1.0.toml",
          "schema = \"cloister/recipe/1\"\npackage = \"p\"\ntarball = \"/nonexistent\"\n"
          "fragments = [\"base\"]\nseries_fragments = [\"drain\"]\nobjects = 1\n");
    write("data/fragments/drain.config", "CONFIG_DRAIN=y\n");
    write("q/1.patch", two);
    EXPECT_THAT(load_series(from_directory("q"), room()).fragments, IsEmpty());
    write("q/1.patch",
          "--- a/mm/Kconfig\n+++ b/mm/Kconfig\n@@ -3 +3,2 @@\n   config ALSO_VANISHES\n+config DRAIN\n");
    EXPECT_THAT(load_series(from_directory("q"), room()).fragments,
                ElementsAre(directory_ / "data/fragments/drain.config"));
}

TEST_F(SeriesTest, ComesFromOnePlace) {
    SeriesSource source = from_directory("q");
    source.git = directory_ / "source";
    EXPECT_EQ(refused(source), "a series comes from one place: a directory, a git tree or an mbox");
    EXPECT_EQ(refusal([&] {
                  SeriesSource unknown = from_directory("q");
                  unknown.recipe = "1.1";
                  write("q/1.patch", two);
                  load_series(unknown, room());
              }),
              "unknown kernel '1.1': did you mean 1.0?");
}

} // namespace
} // namespace cloister

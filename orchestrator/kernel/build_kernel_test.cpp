// SPDX-License-Identifier: GPL-2.0-or-later
// What the room does around a build.
#include "orchestrator/kernel/build_kernel.hpp"

#include "orchestrator/kernel/kernel_cache.hpp"

#include "orchestrator/kernel/tiny_kernel.hpp"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

class BuildKernel : public TinyKernel {
  protected:
    ~BuildKernel() override { ::unsetenv("CLOISTER_TEST_BEAT"); }

    fs::path beat() const { return directory_ / "beat"; }
    // A build that never ends by itself, in a process of its own, once it compiles. Its end tells what it
    // met.
    pid_t start_endless_build() { return start_endless_build(room()); }
    pid_t start_endless_build(const KernelRoom& where) {
        ::setenv("CLOISTER_TEST_BEAT", beat().c_str(), 1);
        const pid_t other = ::fork();
        if (other == 0) {
            ::signal(SIGHUP, SIG_DFL); // whoever runs the tests may do so under nohup
            try {
                build_kernel(parse_kernel_reference("1.0"), where, {});
            } catch (const LabError& error) {
                ::_exit(error.fault() == Fault::interrupted ? 130 : 1);
            }
            ::_exit(0);
        }
        ::unsetenv("CLOISTER_TEST_BEAT");
        while (!fs::exists(beat()))
            ::usleep(10'000);
        return other;
    }
    int end_with(pid_t process, int signal) {
        ::kill(process, signal);
        int status = -1;
        ::waitpid(process, &status, 0);
        return status;
    }
    bool something_still_builds() {
        ::usleep(100'000); // a killed process needs a moment to be gone
        const auto then = fs::file_size(beat());
        ::usleep(300'000);
        return fs::file_size(beat()) != then;
    }
    std::size_t works() {
        const fs::path work = directory_ / "cache" / "work";
        std::size_t trees = 0;
        for (const fs::directory_entry& each : fs::directory_iterator(work))
            trees += fs::exists(each.path() / "tree") ? 1U : 0U;
        return trees;
    }
    std::size_t trees() {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(directory_ / "cache" / "trees"), {}));
    }
    KernelImage build_in(const KernelRoom& where, const std::string& reference) {
        return build_kernel(parse_kernel_reference(reference), where, {});
    }
};

TEST_F(BuildKernel, AppliesTheSeriesAndBuildsOnce) {
    const KernelImage kernel = build("1.0");
    EXPECT_EQ(read(kernel.image), "two\n");
    EXPECT_EQ(kernel.has_nohz_full, true);
    EXPECT_EQ(kernel.has_remote_drain, false);
    EXPECT_EQ(kernel.facts.patches.size(), 1U);
    EXPECT_EQ(read(kernel.symbols), "two\n");
    build("1.0");
    EXPECT_EQ(read(directory_ / "count"), "built\n");
    EXPECT_FALSE(fs::exists(directory_ / "cache" / "work" / kernel.image.parent_path().filename()));
}

TEST_F(BuildKernel, KeepsTheBaseApart) {
    EXPECT_EQ(read(build("1.0@base").image), "one\n");
    EXPECT_EQ(read(build("1.0").image), "two\n");
    EXPECT_EQ(entries(), 2U);
}

TEST_F(BuildKernel, NamesEveryOptionThatDidNotSurvive) {
    write("data/fragments/base.config", "CONFIG_NO_HZ_FULL=y\nCONFIG_VANISHES=y\nCONFIG_ALSO_VANISHES=m\n");
    const std::string words = refusal([&] { build("1.0"); });
    EXPECT_NE(words.find("CONFIG_VANISHES=y (became n), CONFIG_ALSO_VANISHES=m (became n)"),
              std::string::npos)
        << words;
    EXPECT_EQ(entries(), 0U);
}

TEST_F(BuildKernel, RecordsOptionsThatTheTreeDoesNotKnow) {
    write("source/mm/Kconfig", "config NO_HZ_FULL\n# config VANISHES\nconfig VANISHES_TOO\n");
    write("data/fragments/base.config", "CONFIG_NO_HZ_FULL=y\nCONFIG_VANISHES=y\n# CONFIG_NO is not set\n");
    const KernelImage kernel = build("1.0");
    EXPECT_TRUE(kernel.facts.source.ends_with("; knows no CONFIG_VANISHES")) << kernel.facts.source;
}

TEST_F(BuildKernel, ShowsTheEndOfTheLogOfAFailedBuild) {
    write("source/broken", "");
    EXPECT_NE(refusal([&] { build("1.0"); }).find("one.c:1: error: broken"), std::string::npos);
    EXPECT_EQ(entries(), 0U);
    fs::remove(directory_ / "source" / "broken");
    EXPECT_EQ(read(build("1.0").image), "two\n");
}

TEST_F(BuildKernel, NamesThePatchThatDoesNotApply) {
    write("source/version", "three\n");
    EXPECT_NE(refusal([&] { build("1.0"); }).find("patch 0001-two.patch does not apply"), std::string::npos);
}

TEST_F(BuildKernel, TwoAtOnceBuildOnce) {
    const pid_t other = ::fork();
    if (other == 0) {
        build("1.0");
        ::_exit(0);
    }
    build("1.0");
    int status = -1;
    ::waitpid(other, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(read(directory_ / "count"), "built\n");
}

TEST_F(BuildKernel, ABuildThatIsKilledLeavesNothingRunningAndTheNextOneBuilds) {
    const pid_t killed = start_endless_build();
    EXPECT_TRUE(WIFSIGNALED(end_with(killed, SIGKILL)));
    EXPECT_FALSE(something_still_builds());
    EXPECT_EQ(entries(), 0U);
    EXPECT_EQ(read(build("1.0").image), "two\n");
    EXPECT_EQ(works(), 0U);
}

TEST_F(BuildKernel, ABuildThatIsInterruptedPutsItsWorkAway) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const int status = end_with(start_endless_build(), signal);
        EXPECT_EQ(WEXITSTATUS(status), 130) << signal;
        EXPECT_FALSE(something_still_builds());
        EXPECT_EQ(entries(), 0U);
        EXPECT_TRUE(fs::is_empty(directory_ / "cache" / "work"));
        fs::remove(beat());
    }
}

TEST_F(BuildKernel, SweepsAwayWhatAKilledBuildOfAnotherKernelLeft) {
    end_with(start_endless_build(), SIGKILL);
    EXPECT_FALSE(something_still_builds());
    EXPECT_EQ(works(), 1U);
    build("1.0@base");
    EXPECT_EQ(works(), 0U);
}

TEST_F(BuildKernel, TakesAGitTreeAtItsHead) {
    ASSERT_EQ(
        std::system(shell("cd source && git init -q && git add . && git -c user.name=t -c user.email=t@t "
                          "commit -qm one && echo dirty > version")
                        .c_str()),
        0);
    const KernelImage kernel = build("1.0");
    EXPECT_EQ(read(kernel.image), "two\n"); // what is not committed is not built
    EXPECT_NE(kernel.facts.source.find("git "), std::string::npos);
    ASSERT_EQ(
        std::system(shell("cd source && git checkout -q version && echo x > more && git add . && git -c "
                          "user.name=t -c user.email=t@t commit -qm two")
                        .c_str()),
        0);
    build("1.0");
    EXPECT_EQ(entries(), 2U);
}

TEST_F(BuildKernel, RefusesAGitTreeThatGitCannotRead) {
    fs::create_directories(directory_ / "source" / ".git");
    EXPECT_NE(refusal([&] { build("1.0"); }).find("cannot tell what is in"), std::string::npos);
}

TEST_F(BuildKernel, TakesATarball) {
    ASSERT_EQ(std::system(shell("tar -czf linux.tar.gz source").c_str()), 0);
    KernelRoom packed = room();
    packed.source = directory_ / "linux.tar.gz";
    EXPECT_EQ(read(build_kernel(parse_kernel_reference("1.0"), packed, {}).image), "two\n");
}

TEST_F(BuildKernel, CompilesWhatDiffersInATreeThatStays) {
    const KernelRoom packed = packed_room();
    EXPECT_EQ(read(build_in(packed, "1.0@base").image), "one\n");
    EXPECT_EQ(compiled(), "other version");
    EXPECT_EQ(read(build_in(packed, "1.0").image), "two\n");
    EXPECT_EQ(compiled(), "version");
    write("data/patches/1.0/0001-two.patch", "--- a/other\n+++ b/other\n@@ -1 +1 @@\n-one\n+two\n");
    EXPECT_EQ(read(build_in(packed, "1.0").image), "one\n");
    EXPECT_EQ(compiled(), "other version");
    EXPECT_EQ(trees(), 1U);
}

TEST_F(BuildKernel, ATreeSurvivesABuildThatFails) {
    const KernelRoom packed = packed_room();
    write("data/patches/1.0/0002-broken.patch", "--- /dev/null\n+++ b/broken\n@@ -0,0 +1 @@\n+x\n");
    EXPECT_NE(refusal([&] { build_in(packed, "1.0"); }).find("one.c:1: error: broken"), std::string::npos);
    EXPECT_EQ(compiled(), "other version");
    EXPECT_EQ(read(build_in(packed, "1.0@1").image), "two\n");
    EXPECT_EQ(compiled(), "");
}

TEST_F(BuildKernel, APatchThatDoesNotApplyIsToldWithItsStepAndPlaceAndLeavesTheTree) {
    const KernelRoom packed = packed_room();
    write("data/patches/1.0/0002-no.patch", "--- a/other\n+++ b/other\n@@ -1 +1 @@\n-four\n+five\n");
    write("data/patches/1.0/0003-three.patch", "--- a/version\n+++ b/version\n@@ -1 +1 @@\n-two\n+three\n");
    build_in(packed, "1.0@1");
    compiled();
    const std::string words = "patch 0002-no.patch does not apply to " + packed.source.string() +
                              ": step 2, other, hunk 1; rebase it";
    EXPECT_EQ(refusal([&] { build_in(packed, "1.0@2"); }), words);
    EXPECT_EQ(refusal([&] { build_in(packed, "1.0@3"); }), words);
    EXPECT_EQ(read(build_in(packed, "1.0@base").image), "one\n");
    EXPECT_EQ(compiled(), "version");
}

TEST_F(BuildKernel, ATreeThatAKilledBuildLeftIsMadeAnew) {
    const KernelRoom packed = packed_room();
    build_in(packed, "1.0@base");
    compiled();
    EXPECT_TRUE(WIFSIGNALED(end_with(start_endless_build(packed), SIGKILL)));
    EXPECT_FALSE(something_still_builds());
    EXPECT_EQ(compiled(), "version");
    EXPECT_EQ(read(build_in(packed, "1.0").image), "two\n");
    EXPECT_EQ(compiled(), "other version");
}

TEST_F(BuildKernel, AnInterruptedBuildTakesItsTreeAlong) {
    const KernelRoom packed = packed_room();
    EXPECT_EQ(WEXITSTATUS(end_with(start_endless_build(packed), SIGINT)), 130);
    EXPECT_FALSE(something_still_builds());
    EXPECT_EQ(trees(), 0U);
}

TEST_F(BuildKernel, TheTreesUsedLastStay) {
    const KernelRoom packed = packed_room();
    for (const char* option : {"ONE", "TWO", "THREE"}) {
        write("data/fragments/base.config", "CONFIG_" + std::string(option) + "=y\n");
        build_in(packed, "1.0@base");
        EXPECT_EQ(compiled(), "other version");
    }
    EXPECT_EQ(trees(), 2U);
    write("data/fragments/base.config", "CONFIG_TWO=y\n");
    build_in(packed, "1.0");
    EXPECT_EQ(compiled(), "version");
}

// In place of debian/kernel-source: what it fetches, and that it was asked.
TEST_F(BuildKernel, FetchesTheTarballOfASuiteOnceAndRecordsItsVersion) {
    write("data/recipes/1.0.toml",
          "schema = \"cloister/recipe/1\"\npackage = \"p\"\nsuite = \"sid\"\ntarball = \"/nonexistent\"\n"
          "fragments = [\"base\"]\nseries_fragments = []\nobjects = 1\n");
    KernelRoom nothing_named = room();
    nothing_named.source.clear();
    const KernelReference reference = parse_kernel_reference("1.0@base");
    EXPECT_EQ(refusal([&] { find_kernel(reference, nothing_named); }),
              "kernel 1.0@base is not built yet: cloister kernel build 1.0@base");
    const auto script = [&](const std::string& text) {
        write("debian/kernel-source",
              "#!/bin/sh -e\necho \"$*\" >>" + (directory_ / "asked").string() + "\n" + text);
        fs::permissions(directory_ / "debian" / "kernel-source", fs::perms::owner_all);
    };
    script("echo warning; echo 'kernel-source: sid: no such package' >&2; exit 69\n");
    EXPECT_EQ(refusal([&] { build_kernel(reference, nothing_named, {}); }),
              "kernel-source: sid: no such package; or name your own tree with --source");
    script("mkdir -p \"$3/sources/$2\"; tar -cJf \"$3/sources/$2/$1.tar.xz\" -C " + directory_.string() +
           " source; printf 1.0.7-1 >\"$3/sources/$2/$1.version\"\n");
    const KernelImage kernel = build_kernel(reference, nothing_named, {});
    EXPECT_EQ(read(kernel.image), "one\n");
    EXPECT_TRUE(kernel.facts.source.starts_with("p 1.0.7-1 sha256:")) << kernel.facts.source;
    find_kernel(reference, nothing_named);
    const std::string call = "p sid " + (directory_ / "cache").string() + "\n";
    EXPECT_EQ(read(directory_ / "asked"), call + call);
}

TEST_F(BuildKernel, AppliesAsManyPatchesAsAsked) {
    write("data/patches/1.0/0002-three.patch", "--- a/version\n+++ b/version\n@@ -1 +1 @@\n-two\n+three\n");
    EXPECT_EQ(read(build("1.0@1").image), "two\n");
    EXPECT_EQ(read(build("1.0").image), "three\n");
    EXPECT_EQ(read(build("1.0@2").image), "three\n");
    EXPECT_EQ(build("1.0@2").facts.reference, "1.0@2");
    EXPECT_EQ(entries(), 2U); // all of them is no other kernel than both of them
}

TEST_F(BuildKernel, IsFoundAgainByItsDigest) {
    const KernelCache cache(directory_ / "cache");
    EXPECT_FALSE(cache.with_digest("sha256:none"));
    const KernelImage base = build("1.0@base");
    const KernelImage all = build("1.0");
    EXPECT_EQ(cache.with_digest(base.facts.digest).value().image, base.image);
    EXPECT_EQ(cache.with_digest(all.facts.digest).value().image, all.image);
    EXPECT_FALSE(cache.with_digest("sha256:none"));
}

TEST_F(BuildKernel, AddsTheOptionsOfAFlavour) {
    write("data/flavours/slow.config", "CONFIG_PROVE_LOCKING=y\nCONFIG_NO_HZ_FULL=n\n");
    const KernelImage kernel = build("1.0+slow");
    EXPECT_NE(kernel.config.find("CONFIG_PROVE_LOCKING=y\n"), std::string::npos);
    EXPECT_EQ(kernel.facts.reference, "1.0+slow");
    EXPECT_NE(refusal([&] { build("1.0+slwo"); }).find("did you mean slow?"), std::string::npos);
}

TEST_F(BuildKernel, SaysHowToGetWhatIsNotBuilt) {
    EXPECT_EQ(refusal([&] { find_kernel(parse_kernel_reference("1.0"), room()); }),
              "kernel 1.0 is not built yet: cloister kernel build 1.0");
    EXPECT_EQ(refusal([&] { find_kernel(parse_kernel_reference("1.1"), room()); }),
              "unknown kernel '1.1': did you "
              "mean 1.0?");
    EXPECT_EQ(refusal([&] { find_kernel(parse_kernel_reference("1.0@2"), room()); }),
              "kernel '1.0@2': the series has 1 patch");
}

} // namespace
} // namespace cloister

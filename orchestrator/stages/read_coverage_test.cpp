// SPDX-License-Identifier: GPL-2.0-or-later
// A program that is compiled as a profiled kernel's objects are, run, and read as its guests are: by gcov
// itself.
#include "orchestrator/stages/read_coverage.hpp"

#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/kernel/profiled_build.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace cloister {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr const char* header = "static inline int twice(int a)\n"
                               "{\n"
                               "\treturn 2 * a;\n"
                               "}\n";
constexpr const char* source = "#include \"twice.h\"\n"
                               "int main(int count, char **words)\n"
                               "{\n"
                               "\tif (count > 2)\n"
                               "\t\treturn twice(count);\n"
                               "\treturn twice(count + 1);\n"
                               "}\n";
// All of the header, and of the source the lines from the question on.
constexpr const char* changes =
    "--- originals/mm/twice.h\n+++ patched/mm/twice.h\n@@ -0,0 +1,4 @@\n+a\n+b\n+c\n+d\n"
    "--- originals/mm/main.c\n+++ patched/mm/main.c\n@@ -0,0 +4,3 @@\n+a\n+b\n+c\n";

class ReadCoverage : public ::testing::Test {
  protected:
    ReadCoverage() {
        fs::create_directories(tree() / "mm");
        write_text_file(tree() / "mm/twice.h", header);
        write_text_file(tree() / "mm/main.c", source);
        const std::string flags =
            profiling_words(changes, fs::canonical(tree())).front().substr(sizeof "CFLAGS_GCOV");
        run("cd " + tree().string() + " && gcc -O2 " + flags +
            " -c -o mm/main.o mm/main.c && gcc --coverage -o main mm/main.o");
        keep_notes(changes, tree(), notes());
        KernelImage kernel;
        kernel.facts.digest = record_.kernel.digest = "sha256:1";
        kernel.config = "CONFIG_GCOV_KERNEL=y\n";
        kernel.coverage = notes();
        directory_.keep(kernel);
        record_.spec.cell = {"6.12+gcov", "remote", "spin+none"};
        record_.kernel.compiler = "gcc";
    }

    // As a guest that ran it with so many words.
    void boot(const std::string& words) {
        const fs::path trial = directory_.trial(record_.spec);
        fs::create_directories(trial);
        const fs::path shown = work_.path() / "shown";
        run("GCOV_PREFIX=" + shown.string() + " " + (tree() / "main").string() + " " + words + "; true");
        fs::rename(shown / "gcov", trial / "coverage");
        directory_.store(record_);
    }
    void run(const std::string& command) { ASSERT_EQ(std::system(command.c_str()), 0) << command; }
    fs::path tree() const { return work_.path() / "linux"; }
    fs::path notes() const { return work_.path() / "notes"; }
    fs::path counts() const { return directory_.trial(record_.spec) / "coverage/mm#main.gcda"; }
    std::string unreadable() {
        return read_coverage(directory_, record_).value_or(TrialCoverage{}).unreadable.value_or("");
    }

    TemporaryDirectory work_;
    RunDirectory directory_ = RunDirectory::create(work_.path() / "run");
    TrialRecord record_;
};

TEST_F(ReadCoverage, TellsWhatRanAndWhatDidNot) {
    boot("");
    const std::optional<TrialCoverage> coverage = read_coverage(directory_, record_);
    ASSERT_TRUE(coverage);
    EXPECT_EQ(coverage->unreadable, std::nullopt);
    ASSERT_THAT(coverage->lines,
                ElementsAre(Pair("mm/main.c", ::testing::_), Pair("mm/twice.h", ::testing::_)));
    const FileCounts& main = coverage->lines.at("mm/main.c");
    EXPECT_EQ(main.at(4), (LineCount{1, {0, 1}}));
    EXPECT_EQ(main.at(5).runs, 0U);
    EXPECT_EQ(main.at(6).runs, 1U);
    EXPECT_EQ(coverage->lines.at("mm/twice.h").at(3).runs, 1U);
    EXPECT_EQ(coverage->lines.at("mm/twice.h").count(2), 0U);
}

TEST_F(ReadCoverage, CountsWhatAGuestRanOnly) {
    boot("one two three");
    EXPECT_EQ(read_coverage(directory_, record_)->lines.at("mm/main.c").at(6).runs, 0U);
}

TEST_F(ReadCoverage, KnowsNoGuestOfAKernelThatWasNotProfiled) {
    directory_.store(record_);
    EXPECT_FALSE(read_coverage(directory_, record_));
}

TEST_F(ReadCoverage, SaysWhyItCannotRead) {
    boot("");
    write_text_file(counts(), "no counts of gcov's");
    EXPECT_EQ(unreadable(), "coverage/mm#main.gcda is not the recorded file");
    directory_.store(record_);
    EXPECT_THAT(unreadable(), HasSubstr("not a gcov data file"));
}

TEST_F(ReadCoverage, HasTheSourcesAsTheyWereCompiled) {
    EXPECT_THAT(read_touched_sources(notes()),
                ElementsAre(Pair("mm/main.c", source), Pair("mm/twice.h", header)));
}

} // namespace
} // namespace cloister

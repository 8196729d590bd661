// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/own_program.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using Words = std::vector<std::string>;

TrialSpec with_subject(Words command) {
    TrialSpec spec;
    spec.isolated = CpuSet::parse("2-3");
    spec.duration = std::chrono::milliseconds(1500);
    spec.subject = command.front();
    spec.subject_command = std::move(command);
    return spec;
}

TEST(OwnProgram, IsStartedOnEachIsolatedCpu) {
    const auto calls = subject_calls(with_subject({"/bin/spin", "-a{cpu}", "{figures}", "{duration}"}));
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[1].name, "subject-3");
    EXPECT_EQ(calls[1].cpu, CpuId{3});
    EXPECT_EQ(calls[1].cpus.list(), "3");
    EXPECT_EQ(calls[1].words, (Words{"/bin/spin", "-a3", "/tmp/subject-3.figures", "12s"}));
    EXPECT_TRUE(calls[1].knows_its_end);
}

TEST(OwnProgram, IsStartedOnceWhereItSpreadsByItself) {
    const auto calls = subject_calls(with_subject({"/bin/spin", "-c", "{cpus}", "awk {print}"}));
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].name, "subject");
    EXPECT_EQ(calls[0].cpu, std::nullopt);
    EXPECT_EQ(calls[0].cpus.list(), "0-1");
    EXPECT_EQ(calls[0].words, (Words{"/bin/spin", "-c", "2-3", "awk {print}"}));
    EXPECT_FALSE(calls[0].knows_its_end);
}

TEST(OwnProgram, DisturbsFromTheOtherCpus) {
    TrialSpec spec = with_subject({"/bin/spin"});
    spec.disturber_command = Words{"/bin/press", "{cpus}", "{duration_s}"};
    const auto calls = disturber_calls(spec);
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].words, (Words{"/bin/press", "0-1", "12"}));
    EXPECT_EQ(program_files(spec), (Words{"subject-2.txt", "subject-2.figures", "subject-3.txt",
                                          "subject-3.figures", "disturber.txt", "disturber.figures"}));
}

TEST(OwnProgram, IsWhatHasASlash) {
    EXPECT_TRUE(is_program("./mine"));
    EXPECT_FALSE(is_program("spin-refill"));
    EXPECT_EQ(short_name("/usr/bin/oslat"), "oslat");
    EXPECT_EQ(short_name("spin"), "spin");
    EXPECT_TRUE(subject_calls(TrialSpec{}).empty());
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/night_plan.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const std::string head = "schema = \"cloister/nightly-plan/1\"\n";
const std::string cells = "[[cells]]\nkernels = [\"6.12\"]\nscenarios = [\"smallest\"]\n";

std::string refusal(const std::string& text) {
    try {
        refuse_stories_of_real_guests(parse_night_plan(text, "lab.toml"));
    } catch (const LabError& error) {
        EXPECT_EQ(error.fault(), Fault::wrong_use);
        return error.what();
    }
    return "was read";
}

TEST(NightPlan, KeepsTheDefaultOfWhatIsNotSaid) {
    const NightPlan plan = parse_night_plan(head + cells, "lab.toml");
    EXPECT_EQ(plan.file, "lab.toml");
    EXPECT_EQ(plan.machine, MachineChoice::qemu);
    EXPECT_EQ(plan.keep.nights, 30U);
    EXPECT_EQ(plan.keep.bytes, std::uint64_t{20} << 30U);
    EXPECT_FALSE(plan.command);
    ASSERT_EQ(plan.groups.size(), 1U);
    EXPECT_EQ(plan.groups[0].repeat, 1U);
    EXPECT_TRUE(plan.groups[0].modes.empty());
    EXPECT_FALSE(plan.groups[0].seed);
}

TEST(NightPlan, ReadsEveryKey) {
    const NightPlan plan = parse_night_plan(head + R"(
machine = "fake"
accel = "tcg"
modes_from = "modes"
seed = 7
keep_nights = 3
keep_bytes = "500 MiB"
command = ["/bin/tell", "me"]
command_time = "5s"
[[cells]]
kernels = ["6.12", "./bzImage"]
series = ["5.10"]
modes = ["local,remote", "local"]
scenarios = ["smallest", "mine.toml"]
repeat = 3
drains = 50
seed = 9
story = "loud-remote"
[[cells]]
series = ["6.12"]
scenarios = ["quickstart"]
)",
                                            "lab.toml");
    EXPECT_EQ(plan.machine, MachineChoice::fake);
    EXPECT_EQ(plan.accelerator, AcceleratorChoice::tcg);
    EXPECT_EQ(plan.modes_from, "modes");
    EXPECT_EQ(plan.seed, 7U);
    EXPECT_EQ(plan.keep.nights, 3U);
    EXPECT_EQ(plan.keep.bytes, std::uint64_t{500} << 20U);
    ASSERT_TRUE(plan.command);
    EXPECT_EQ(plan.command->words, (std::vector<std::string>{"/bin/tell", "me"}));
    EXPECT_EQ(plan.command->time, std::chrono::seconds(5));
    ASSERT_EQ(plan.groups.size(), 2U);
    const NightGroup& group = plan.groups[0];
    EXPECT_EQ(group.kernels, (std::vector<std::string>{"6.12", "./bzImage"}));
    EXPECT_EQ(group.series, std::vector<std::string>{"5.10"});
    EXPECT_EQ(group.modes, (std::vector<std::string>{"local,remote", "local"}));
    EXPECT_EQ(group.scenarios, (std::vector<std::string>{"smallest", "mine.toml"}));
    EXPECT_EQ(group.repeat, 3U);
    EXPECT_EQ(group.drains, 50U);
    EXPECT_EQ(group.seed, 9U);
    EXPECT_EQ(group.story, "loud-remote");
    EXPECT_EQ(group.line, 11U);
}

TEST(NightPlan, AnErrorNamesTheLineAndTheRemedy) {
    EXPECT_EQ(refusal("machine = \"fake\"\n" + cells),
              "lab.toml:1: schema is missing: schema = \"cloister/nightly-plan/1\"");
    EXPECT_EQ(refusal(head), "lab.toml:1: cells: there are none: [[cells]] with kernels and scenarios");
    EXPECT_EQ(refusal(head + "keep_night = 3\n" + cells),
              "lab.toml:2: unknown key 'keep_night': did you mean keep_nights?");
    EXPECT_EQ(refusal(head + "keep_nights = 0\n" + cells),
              "lab.toml:2: keep_nights: the last night tells what changed: keep at least 1");
    EXPECT_EQ(refusal(head + "keep_bytes = \"20 GB\"\n" + cells),
              "lab.toml:2: keep_bytes: '20 GB' is no number of bytes: a whole one and KiB, MiB, GiB or TiB");
    EXPECT_EQ(refusal(head + "machine = \"fkae\"\n" + cells),
              "lab.toml:2: machine: unknown machine 'fkae': did you mean fake?");
    EXPECT_EQ(refusal(head + "command_time = \"5s\"\n" + cells),
              "lab.toml:2: command_time: of which command? command = [\"/usr/local/bin/tell\"]");
    EXPECT_EQ(refusal(head + "command = []\n" + cells),
              "lab.toml:2: command: names no program: command = [\"/usr/local/bin/tell\"]");
    EXPECT_EQ(refusal(head + "[[cells]]\nscenarios = [\"smallest\"]\n"),
              "lab.toml:2: cells: neither kernels nor series: kernels = [\"6.12\"]");
    EXPECT_EQ(refusal(head + "[[cells]]\nkernels = [\"6.12\"]\n"), "lab.toml:2: scenarios is missing");
    EXPECT_EQ(refusal(head + cells + "repeat = 0\n"),
              "lab.toml:5: repeat: 0 repetitions measure nothing: ask for at least 1");
    EXPECT_EQ(refusal(head + cells + "modes = [\"\"]\n"), "lab.toml:5: modes: a text in it is empty");
    EXPECT_EQ(refusal(head + cells + "scenario = \"smallest\"\n"),
              "lab.toml:5: unknown key 'scenario': did you mean scenarios?");
    EXPECT_EQ(refusal(head + cells + "story = \"loud-remote\"\n"),
              "lab.toml:2: story: real guests tell none, machine = \"fake\" does");
    EXPECT_EQ(refusal(head + "[[cells]]\nkernels = [\"6.12@x\"]\nscenarios = [\"smallest\"]\n").substr(0, 20),
              "lab.toml:3: kernels:");
}

TEST(ByteCount, IsAWholeNumberWithItsUnit) {
    EXPECT_EQ(parse_byte_count("1KiB"), 1024U);
    EXPECT_EQ(parse_byte_count("3 TiB"), std::uint64_t{3} << 40U);
    for (const char* wrong : {"", "5", "GiB", "0 GiB", "-1 GiB", "1.5 GiB", "5  GiB", "5GiBs", "99999999 TiB",
                              "99999999999999999999 KiB"})
        EXPECT_THROW(parse_byte_count(wrong), std::invalid_argument) << wrong;
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/load_scenario.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "source_tree.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const std::string head = "schema = \"cloister/scenario/1\"\n";

std::string refusal(const std::string& text) {
    try {
        parse_scenario(text, "night.toml");
    } catch (const LabError& error) {
        EXPECT_EQ(error.fault(), Fault::wrong_use);
        return error.what();
    }
    return "was read";
}

TEST(LoadScenario, KeepsTheDefaultOfWhatIsNotSaid) {
    const Scenario scenario = parse_scenario(head, "night.toml");
    EXPECT_EQ(scenario.name, "night.toml");
    EXPECT_EQ(scenario.drains, Scenario{}.drains);
    EXPECT_EQ(scenario.modes, Scenario{}.modes);
}

TEST(LoadScenario, ReadsEveryKey) {
    const Scenario scenario = parse_scenario(head + R"(
kernel = "6.12@3"
modes = ["remote"]
cpus = 8
isolated = "4-7"
subject = "spin"
disturber = "pressure-anon"
drains = 50
duration = "2m"
rate = 4000
claims = ["quiet-baseline"]
repeat = 3
seed = 7
memory = 2048
machine = "fake"
accel = "tcg"
)",
                                             "night.toml");
    EXPECT_EQ(scenario.kernel, "6.12@3");
    EXPECT_EQ(scenario.modes, std::vector<std::string>{"remote"});
    EXPECT_EQ(scenario.cpus, 8U);
    EXPECT_EQ(scenario.isolated.list(), "4-7");
    EXPECT_EQ(scenario.subject, "spin");
    EXPECT_EQ(scenario.disturber, "pressure-anon");
    EXPECT_EQ(scenario.drains, 50U);
    EXPECT_EQ(scenario.duration, std::chrono::minutes(2));
    EXPECT_EQ(scenario.pages_per_second, 4000U);
    EXPECT_EQ(scenario.claims, std::vector<std::string>{"quiet-baseline"});
    EXPECT_EQ(scenario.repeat, 3U);
    EXPECT_EQ(scenario.seed, 7U);
    EXPECT_EQ(scenario.memory_mib, 2048U);
    EXPECT_EQ(scenario.machine, MachineChoice::fake);
    EXPECT_EQ(scenario.accelerator, AcceleratorChoice::tcg);
}

TEST(LoadScenario, AnErrorNamesTheLineAndTheRemedy) {
    EXPECT_EQ(refusal(head + "\ndrain = 5\n"), "night.toml:3: unknown key 'drain': did you mean drains?");
    EXPECT_EQ(refusal(head + "drains = \"many\"\n"),
              "night.toml:2: drains: expected a whole number, found a text");
    EXPECT_EQ(refusal(head + "drains = -1\n"), "night.toml:2: drains: -1 is negative");
    EXPECT_EQ(refusal(head + "cpus = 5000000000\n"), "night.toml:2: cpus: 5000000000 is too large");
    EXPECT_EQ(refusal(head + "modes = \"local\"\n"),
              "night.toml:2: modes: expected an array of texts, as in [\"a\", \"b\"], found a text");
    EXPECT_EQ(refusal(head + "duration = \"10us\"\n"),
              "night.toml:2: duration: duration '10us': unknown unit 'us': ms, s, m or h");
    EXPECT_EQ(refusal(head + "machine = \"quemu\"\n"),
              "night.toml:2: machine: unknown machine 'quemu': did you mean qemu?");
    EXPECT_EQ(refusal("schema = \"cloister/scenario/2\"\n"),
              "night.toml:1: schema: expected \"cloister/scenario/1\", found \"cloister/scenario/2\"");
    EXPECT_EQ(refusal("drains = 5\n"), "night.toml:1: schema is missing: schema = \"cloister/scenario/1\"");
}

TEST(LoadScenario, AProgramIsItsWords) {
    const Scenario scenario =
        parse_scenario(head + "subject = [\"/bin/mine\", \"-c\", \"{cpus}\"]\n", "night.toml");
    EXPECT_EQ(scenario.subject, "/bin/mine");
    EXPECT_EQ(scenario.subject_command, (std::vector<std::string>{"/bin/mine", "-c", "{cpus}"}));
    EXPECT_EQ(scenario.disturber, "none"); // what drains counts on a subject of ours
    EXPECT_EQ(
        refusal(head + "\ndisturber = [\"ksm\", \"now\"]\n"),
        "night.toml:3: disturber: 'ksm' takes no words, and has 'now': a program of your own is named by its "
        "path");
}

TEST(LoadScenario, WhatIsNoTomlOrNotThereIsSaidSo) {
    EXPECT_EQ(refusal(head + "drains = \n").substr(0, 13), "night.toml:2:");
    EXPECT_THROW(load_scenario("/nowhere/night.toml"), LabError);
}

TEST(LoadScenario, OursAreValid) {
    for (const char* name : {"quickstart.toml", "smallest.toml", "nightly.toml", "cyclictest.toml",
                             "oslat.toml", "rtla.toml", "stress-ng.toml"})
        EXPECT_NO_THROW(
            validate(load_scenario(std::filesystem::path(CLOISTER_SOURCE) / "orchestrator/scenarios" / name)))
            << name;
}

} // namespace
} // namespace cloister

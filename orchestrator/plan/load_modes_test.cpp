// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/load_modes.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "source_tree.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const std::string local = R"(schema = "cloister/mode/1"
name = "local"
description = "every CPU drains its own caches"
cmdline = ["isolcpus=domain,{isolated}", "nohz_full={isolated}", "all={all}"]

[[knobs]]
path = "/sys/kernel/debug/sched/fair_server/cpu{cpu}/runtime"
value = "0"

[[knobs]]
path = "/proc/sys/vm/stat_interval"
value = "1000"

[read_back]
path = "/sys/kernel/mm/remote_drain"
expect = "local"
absent = "local"
)";

std::string without(std::string text, const std::string& line) {
    return text.erase(text.find(line), line.size());
}

std::string refusal(const std::string& text) {
    try {
        parse_mode(text, "local.toml");
    } catch (const LabError& error) {
        return error.what();
    }
    return "was read";
}

TEST(LoadModes, FillsInCpusAndAKnobForEachIsolatedOne) {
    const ModeSpec spec = fill_in(parse_mode(local, "local.toml"), 4, CpuSet::parse("2-3"));
    EXPECT_EQ(spec.name, "local");
    EXPECT_EQ(spec.command_line,
              (std::vector<std::string>{"isolcpus=domain,2-3", "nohz_full=2-3", "all=0-3"}));
    ASSERT_EQ(spec.knobs.size(), 3U);
    EXPECT_EQ(spec.knobs[0].path, "/sys/kernel/debug/sched/fair_server/cpu2/runtime");
    EXPECT_EQ(spec.knobs[1].path, "/sys/kernel/debug/sched/fair_server/cpu3/runtime");
    EXPECT_EQ(spec.knobs[2].path, "/proc/sys/vm/stat_interval");
    EXPECT_EQ(spec.read_back.expect, "local");
    EXPECT_EQ(spec.read_back.absent, "local");
}

TEST(LoadModes, AModeThatIsRefusedWithoutItsFileNeedsThePatches) {
    EXPECT_FALSE(needs_patches(parse_mode(local, "local.toml")));
    std::string refusing = without(local, "absent = \"local\"\n") + "absent = \"refuse\"\n";
    EXPECT_TRUE(needs_patches(parse_mode(refusing, "local.toml")));
}

TEST(LoadModes, ErrorsNameLineAndKey) {
    EXPECT_EQ(refusal(local + "expct = \"x\"\n"), "local.toml:18: unknown key 'expct': did you mean expect?");
    EXPECT_EQ(refusal(without(local, "path = \"/sys/kernel/mm/remote_drain\"\n")),
              "local.toml:14: path is missing");
    EXPECT_EQ(refusal(without(local, "expect = \"local\"\n") + "expect = \"far\"\n"),
              "local.toml:17: expect: 'far' is no way to drain: local or remote");
}

TEST(LoadModes, AnUnknownPlaceholderIsNamed) {
    Mode mode = parse_mode(local, "local.toml");
    mode.command_line = {"isolcpus={isolate}"};
    try {
        fill_in(mode, 4, CpuSet::parse("2-3"));
        FAIL();
    } catch (const LabError& error) {
        EXPECT_STREQ(error.what(), "mode 'local': unknown placeholder 'isolate': did you mean isolated?");
    }
}

TEST(LoadModes, OthersAreDescribedInFilesOfTheirOwn) {
    const std::filesystem::path ours = std::filesystem::path(CLOISTER_SOURCE) / "guest-kernel-config/modes";
    const ModeCatalogue modes = load_modes(ours, ours / "examples");
    const Mode& on = modes.named("pwlocks-on");
    EXPECT_EQ(on.needs, "CONFIG_PWLOCKS");
    EXPECT_EQ(on.read_back.word, "pwlocks=1");
    EXPECT_TRUE(drains_remotely(on));
    EXPECT_FALSE(needs_patches(on)) << "they are not ours";
    EXPECT_FALSE(drains_remotely(modes.named("pwlocks-off")));
    const ModeSpec spec = fill_in(on, 4, CpuSet::parse("2-3"));
    EXPECT_EQ(spec.command_line.front(), "isolcpus=managed_irq,domain,2-3");
    EXPECT_EQ(spec.command_line.back(), "pwlocks=1");
    EXPECT_EQ(spec.command_line.size(), modes.named("local").command_line.size()) << "less our own switch";
    EXPECT_EQ(on.knobs.size(), modes.named("local").knobs.size());
    EXPECT_EQ(load_modes(ours, ours / "examples/pwlocks-on.toml").all().size(),
              load_modes(ours).all().size() + 1);
    try {
        load_modes(ours, ours / "local.toml");
        FAIL();
    } catch (const LabError& error) {
        EXPECT_EQ(error.what(), "mode 'local' of " + (ours / "local.toml").string() +
                                    " is one of ours already: give it another name");
    }
}

TEST(LoadModes, AMistypedModeNamesTheNearest) {
    const ModeCatalogue modes({parse_mode(local, "local.toml")});
    try {
        modes.named("loacl");
        FAIL();
    } catch (const LabError& error) {
        EXPECT_STREQ(error.what(), "unknown mode 'loacl': did you mean local?");
    }
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/file.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <system_error>

namespace cloister {
namespace {

std::string file_with(const std::string& text) {
    std::string path =
        testing::TempDir() + "kernelfs-" + testing::UnitTest::GetInstance()->current_test_info()->name();
    std::ofstream(path) << text;
    return path;
}

TEST(KernelFile, AKnobIsReadWithoutTheLineEnd) {
    EXPECT_EQ(read_knob(file_with("local\n")), "local");
    EXPECT_EQ(read_knob(file_with("\n")), "");
    EXPECT_EQ(read_knob("/nowhere/at/all"), std::nullopt);
}

TEST(KernelFile, AMissingFileIsNamed) {
    try {
        read_file("/nowhere/at/all");
        FAIL();
    } catch (const std::system_error& error) {
        EXPECT_STREQ(error.what(), "open /nowhere/at/all: No such file or directory");
    }
}

TEST(SavedKnob, PutsTheOldValueBack) {
    const std::string path = file_with("1000\n");
    {
        const SavedKnob knob(path, "0010");
        EXPECT_EQ(knob.before(), "1000");
        EXPECT_EQ(read_knob(path), "0010");
    }
    EXPECT_EQ(read_knob(path), "1000");
}

TEST(SavedKnob, MovedItPutsBackOnce) {
    const std::string path = file_with("1000\n");
    {
        SavedKnob first(path, "0010");
        const SavedKnob second(std::move(first));
        write_file(path, "0020");
    }
    EXPECT_EQ(read_knob(path), "1000");
}

} // namespace
} // namespace cloister

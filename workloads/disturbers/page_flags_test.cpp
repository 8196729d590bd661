// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/page_flags.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <system_error>
#include <vector>

namespace cloister::workloads {
namespace {

// A proc directory with one process, whose page 1 lies in frame 3 and whose page 2 is swapped out.
class PageFlagsTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = testing::TempDir() + "page-flags-XXXXXX";
        proc_ = ::mkdtemp(name.data());
        std::filesystem::create_directory(proc_ / "7");
        write(proc_ / "7/pagemap", {0, (std::uint64_t{1} << 63U) | 3, std::uint64_t{1} << 62U});
    }
    void TearDown() override { std::filesystem::remove_all(proc_); }

    static void write(const std::filesystem::path& path, const std::vector<std::uint64_t>& entries) {
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(entries.data()),
                   static_cast<std::streamsize>(entries.size() * sizeof(std::uint64_t)));
    }

    std::filesystem::path proc_;
};

TEST_F(PageFlagsTest, AFolioInABatchIsNotOnTheLru) {
    write(proc_ / "kpageflags", {0, 0, 0, ~std::uint64_t{1U << 5U}});
    EXPECT_FALSE(PageFlags(7, proc_).on_lru(0x1234));
}

TEST_F(PageFlagsTest, AfterADrainItIs) {
    write(proc_ / "kpageflags", {0, 0, 0, 1U << 5U});
    EXPECT_TRUE(PageFlags(7, proc_).on_lru(0x1234));
}

TEST_F(PageFlagsTest, APageThatIsNotInMemoryProvesNothing) {
    write(proc_ / "kpageflags", {0, 0, 0, 1U << 5U});
    const PageFlags flags(7, proc_);
    EXPECT_THROW(flags.on_lru(0x2000), std::runtime_error);
    EXPECT_THROW(flags.on_lru(0x3000), std::runtime_error); // beyond the file
}

TEST_F(PageFlagsTest, AProcessThatIsNotThereIsNamed) {
    try {
        PageFlags(8, proc_);
        FAIL();
    } catch (const std::system_error& error) {
        EXPECT_NE(std::string(error.what()).find("8/pagemap"), std::string::npos);
    }
}

} // namespace
} // namespace cloister::workloads

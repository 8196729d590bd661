// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/small_file_system.hpp"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace cloister::workloads {
namespace {

// Little-endian, as e2fsprogs' lib/ext2fs/ext2_fs.h places it.
std::uint32_t number_at(const std::vector<char>& image, std::size_t at, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes; i > 0; --i)
        value = value << 8U | static_cast<unsigned char>(image.at(at + i - 1));
    return value;
}

TEST(SmallFileSystem, SaysWhatItIs) {
    const std::vector<char> image = small_file_system();
    EXPECT_EQ(number_at(image, 1024 + 56, 2), 0xef53U);
    EXPECT_EQ(number_at(image, 1024 + 4, 4), 64U);  // blocks
    EXPECT_EQ(number_at(image, 1024 + 40, 4), 16U); // inodes in its group
    EXPECT_EQ(number_at(image, 1024 + 58, 2), 1U);  // clean
    EXPECT_EQ(number_at(image, 1024 + 76, 4), 0U);  // revision
}

TEST(SmallFileSystem, HasARootDirectory) {
    const std::vector<char> image = small_file_system();
    const std::size_t inode = 5 * 1024 + 128;
    EXPECT_EQ(number_at(image, inode, 2), 0040755U);
    const std::size_t directory = number_at(image, inode + 40, 4) * file_system_block;
    EXPECT_EQ(number_at(image, directory, 4), 2U);
    EXPECT_EQ(std::string(&image.at(directory + 8), 1), ".");
    EXPECT_EQ(std::string(&image.at(directory + 20), 2), "..");
    EXPECT_EQ(12 + number_at(image, directory + 16, 2), file_system_block);
}

TEST(SmallFileSystem, IsSound) {
    if (::access("/sbin/e2fsck", X_OK) != 0)
        GTEST_SKIP() << "no e2fsck";
    std::string name = testing::TempDir() + "small-file-system-XXXXXX";
    ::close(::mkstemp(name.data()));
    std::vector<char> image = small_file_system();
    image.resize(64 * file_system_block);
    std::ofstream(name, std::ios::binary).write(image.data(), static_cast<std::streamsize>(image.size()));
    EXPECT_EQ(std::system(("/sbin/e2fsck -fn " + name + " >&2").c_str()), 0);
    ::unlink(name.c_str());
}

} // namespace
} // namespace cloister::workloads

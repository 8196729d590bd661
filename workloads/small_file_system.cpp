// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/small_file_system.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace cloister::workloads {
namespace {

// Revision 0 (Documentation/filesystems/ext2.rst): no feature, inodes of 128 bytes. One group, whose blocks
// are: the superblock, the group's description, two bitmaps, the inodes, the root directory.
constexpr std::uint32_t blocks = 64;
constexpr std::uint32_t inodes = 16;
constexpr std::uint32_t superblock = 1;
constexpr std::uint32_t group = 2;
constexpr std::uint32_t block_bitmap = 3;
constexpr std::uint32_t inode_bitmap = 4;
constexpr std::uint32_t inode_table = 5; // two blocks
constexpr std::uint32_t directory = 7;
constexpr std::uint32_t free_blocks = blocks - directory - 1;
constexpr std::uint32_t reserved_inodes = 10;
constexpr std::uint32_t free_inodes = inodes - reserved_inodes;
constexpr std::uint32_t root_inode = 2;
constexpr std::uint32_t inode_bytes = 128;

class Image {
  public:
    std::vector<char> bytes = std::vector<char>((directory + 1) * file_system_block);

    // What follows is written to this block, from this byte on; all is little-endian.
    void go(std::uint32_t block, std::size_t byte = 0) { at_ = block * file_system_block + byte; }
    void skip(std::size_t count) { at_ += count; }
    void put32(std::uint32_t value) {
        put16(value & 0xffffU);
        put16(value >> 16U);
    }
    void put16(std::uint32_t value) {
        bytes.at(at_++) = static_cast<char>(value & 0xffU);
        bytes.at(at_++) = static_cast<char>(value >> 8U);
    }
    void put_entry(std::uint32_t inode, std::uint32_t length, std::string_view name) {
        const std::size_t begin = at_;
        put32(inode);
        put16(length);
        put16(static_cast<std::uint32_t>(name.size()));
        std::copy(name.begin(), name.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at_));
        at_ = begin + length;
    }
    // The first are used, and so is what does not exist.
    void put_bitmap(std::uint32_t block, std::size_t used, std::size_t all) {
        for (std::size_t i = 0; i < file_system_block * 8; ++i)
            if (i < used || i >= all) {
                char& byte = bytes.at(block * file_system_block + i / 8);
                byte = static_cast<char>(static_cast<unsigned char>(byte) | 1U << i % 8);
            }
    }

  private:
    std::size_t at_ = 0;
};

// struct ext4_super_block, fs/ext4/ext4.h
void put_superblock(Image& image) {
    image.go(superblock);
    image.put32(inodes);
    image.put32(blocks);
    image.put32(0); // of them reserved
    image.put32(free_blocks);
    image.put32(free_inodes);
    image.put32(superblock);            // the first block of the first group
    image.put32(0);                     // blocks of 1 KiB
    image.put32(0);                     // and so are fragments
    image.put32(8 * file_system_block); // blocks in a group
    image.put32(8 * file_system_block);
    image.put32(inodes); // in a group
    image.skip(10);      // never mounted
    image.put16(0xffff); // nor ever to be checked for that
    image.put16(0xef53); // the magic number
    image.put16(1);      // clean
    image.put16(1);      // goes on after an error
}

void put_group(Image& image) {
    image.go(group);
    for (const std::uint32_t each : {block_bitmap, inode_bitmap, inode_table})
        image.put32(each);
    image.put16(free_blocks);
    image.put16(free_inodes);
    image.put16(1); // directory
    image.put_bitmap(block_bitmap, directory, blocks - superblock);
    image.put_bitmap(inode_bitmap, reserved_inodes, inodes);
}

void put_root(Image& image) {
    image.go(inode_table, std::size_t{root_inode - 1} * inode_bytes);
    image.put16(0040755);
    image.skip(2);
    image.put32(file_system_block);
    image.skip(18);
    image.put16(2); // links
    image.put32(file_system_block / 512);
    image.skip(8);
    image.put32(directory);
    image.go(directory);
    image.put_entry(root_inode, 12, ".");
    image.put_entry(root_inode, file_system_block - 12, "..");
}

} // namespace

std::vector<char> small_file_system() {
    Image image;
    put_superblock(image);
    put_group(image);
    put_root(image);
    return image.bytes;
}

} // namespace cloister::workloads

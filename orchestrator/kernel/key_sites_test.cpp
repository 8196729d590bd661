// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/key_sites.hpp"

#include <gtest/gtest.h>

#include <elf.h>

#include <cstring>
#include <stdexcept>

namespace cloister {
namespace {

constexpr std::uint64_t table = 0xffffffff81a02000;
constexpr std::uint64_t key = 0xffffffff81a01000;
constexpr std::uint64_t entry_bytes = 16;

// Code, target and key of one entry, each counted from where it lies.
std::string entry(std::uint64_t index, std::uint64_t site, std::uint64_t of, std::uint64_t flags) {
    const std::uint64_t at = table + index * entry_bytes;
    const auto code = static_cast<std::int32_t>(site - at);
    const std::int32_t target = 0;
    const auto distance = static_cast<std::int64_t>((of | flags) - (at + 8));
    std::string bytes(entry_bytes, '\0');
    std::memcpy(bytes.data(), &code, sizeof code);
    std::memcpy(bytes.data() + 4, &target, sizeof target);
    std::memcpy(bytes.data() + 8, &distance, sizeof distance);
    return bytes;
}

// An ELF file with the table as its one segment.
std::string vmlinux(const std::string& entries) {
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_phoff = sizeof header;
    header.e_phnum = 1;
    Elf64_Phdr segment{};
    segment.p_type = PT_LOAD;
    segment.p_offset = sizeof header + sizeof segment;
    segment.p_vaddr = table;
    segment.p_filesz = entries.size();
    std::string file(sizeof header + sizeof segment, '\0');
    std::memcpy(file.data(), &header, sizeof header);
    std::memcpy(file.data() + sizeof header, &segment, sizeof segment);
    return file + entries;
}

constexpr const char* system_map = "ffffffff81000000 T _text\n"
                                   "ffffffff81a01000 D remote_drain_key\n"
                                   "ffffffff81a02000 D __start___jump_table\n"
                                   "ffffffff81a02030 D __stop___jump_table\n";

TEST(KeySites, AreThoseOfTheKeyWhateverItsFlags) {
    const std::string kernel =
        vmlinux(entry(0, 0xffffffff81000200, key, 2) + entry(1, 0xffffffff81000300, key + 16, 0) +
                entry(2, 0xffffffff81000100, key, 1));
    EXPECT_EQ(key_sites(kernel, system_map, "remote_drain_key"),
              (std::vector<std::uint64_t>{0xffffffff81000100, 0xffffffff81000200}));
}

TEST(KeySites, OfAKeyThatIsNotThereAreNone) {
    EXPECT_TRUE(key_sites("", system_map, "pwlocks_key").empty());
    EXPECT_TRUE(key_sites("", "", "remote_drain_key").empty());
}

TEST(KeySites, RefuseAKernelWithoutItsTable) {
    const std::string kernel = vmlinux(entry(0, 0xffffffff81000200, key, 0));
    EXPECT_THROW(key_sites(kernel, system_map, "remote_drain_key"), std::runtime_error); // ends too early
    EXPECT_THROW(key_sites("\x7f"
                           "EL",
                           system_map, "remote_drain_key"),
                 std::runtime_error);
    EXPECT_THROW(key_sites(kernel, "ffffffff81a01000 D remote_drain_key\n", "remote_drain_key"),
                 std::runtime_error);
}

} // namespace
} // namespace cloister

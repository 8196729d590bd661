// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/kernel_memory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <elf.h>
#include <filesystem>
#include <fstream>

namespace cloister {
namespace {

constexpr std::uint64_t mapped_at = 0xffffffff81000000;

// A core file of one segment that holds three words.
class AKernelCore : public ::testing::Test {
  protected:
    AKernelCore() {
        std::string pattern = (std::filesystem::temp_directory_path() / "cloister-kcore-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        Elf64_Ehdr head{};
        std::copy_n(ELFMAG, SELFMAG, head.e_ident);
        head.e_phoff = sizeof head;
        head.e_phnum = 1;
        Elf64_Phdr segment{};
        segment.p_type = PT_LOAD;
        segment.p_vaddr = mapped_at;
        segment.p_offset = sizeof head + sizeof segment;
        segment.p_filesz = sizeof words_;
        std::ofstream out(file(), std::ios::binary);
        out.write(reinterpret_cast<const char*>(&head), sizeof head);
        out.write(reinterpret_cast<const char*>(&segment), sizeof segment);
        out.write(reinterpret_cast<const char*>(words_), sizeof words_);
    }
    ~AKernelCore() override { std::filesystem::remove_all(directory_); }
    std::string file() const { return directory_ / "kcore"; }

    std::filesystem::path directory_;
    const std::uint64_t words_[3]{7, 0xffff88803ea00000, 0xffff88803eb00000};
};

TEST_F(AKernelCore, GivesTheWordsAtAnAddress) {
    EXPECT_EQ(read_kernel_words(mapped_at + 8, 2, file()),
              (std::vector<std::uint64_t>{0xffff88803ea00000, 0xffff88803eb00000}));
}

TEST_F(AKernelCore, RefusesWhatNoSegmentHolds) {
    EXPECT_THROW(read_kernel_words(mapped_at + 16, 2, file()), std::runtime_error);
    EXPECT_THROW(read_kernel_words(8, 1, file()), std::runtime_error);
}

TEST_F(AKernelCore, RefusesAFileThatIsNone) {
    std::ofstream(file(), std::ios::trunc) << std::string(200, 'x');
    EXPECT_THROW(read_kernel_words(mapped_at, 1, file()), std::runtime_error);
    EXPECT_THROW(read_kernel_words(mapped_at, 1, file() + ".none"), std::system_error);
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A user's own image: what it is, and where its config is found.
#include "orchestrator/kernel/embedded_config.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/packed.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <fstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;

std::string vmlinux(const std::string& config) {
    return std::string(100'000, 'k') + "IKCFG_ST" + packed(config, archive_write_add_filter_gzip) +
           "IKCFG_ED" + std::string(100'000, 'k');
}

// A setup header as of Documentation/arch/x86/boot.rst, one sector of setup, then the payload and its size.
std::string image(const std::string& payload) {
    std::string bytes(1024, '\0');
    const auto put = [&](std::size_t at, auto number) {
        std::memcpy(bytes.data() + at, &number, sizeof number);
    };
    bytes[0x1f1] = 1;
    bytes.replace(0x202, 4, "HdrS");
    put(0x206, std::uint16_t{0x20f});
    put(0x248, std::uint32_t{16});
    put(0x24c, static_cast<std::uint32_t>(payload.size() + 4));
    return bytes + std::string(16, 'd') + payload + "SIZE" + std::string(64, 'e');
}

constexpr const char* with_nohz = "CONFIG_X86=y\nCONFIG_NO_HZ_FULL=y\n";
constexpr const char* without_nohz = "CONFIG_X86=y\n# CONFIG_NO_HZ_FULL is not set\n";

class LoadImage : public ::testing::Test {
  protected:
    LoadImage() {
        std::string pattern = (fs::temp_directory_path() / "cloister-image-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
    }
    ~LoadImage() override { fs::remove_all(directory_); }

    fs::path write(const fs::path& file, const std::string& text) const {
        fs::create_directories((directory_ / file).parent_path());
        std::ofstream(directory_ / file, std::ios::binary) << text;
        return directory_ / file;
    }

    fs::path directory_;
};

TEST(EmbeddedConfig, IsFoundInWhateverTheKernelIsPackedWith) {
    for (const auto filter :
         {archive_write_add_filter_gzip, archive_write_add_filter_xz, archive_write_add_filter_zstd})
        EXPECT_EQ(embedded_config(image(packed(vmlinux(with_nohz), filter))), with_nohz);
}

TEST(EmbeddedConfig, IsNoneInAKernelWithoutOneOrInRubbish) {
    EXPECT_EQ(embedded_config(image(packed("no marks here", archive_write_add_filter_gzip))), "");
    EXPECT_EQ(embedded_config(image("rubbish")), "");
    EXPECT_EQ(embedded_config("rubbish"), "");
}

TEST_F(LoadImage, LooksBesideADistributionsKernelAndThroughALink) {
    write("boot/vmlinuz-6.1-amd64", image("rubbish"));
    write("boot/config-6.1-amd64", with_nohz);
    write("boot/config", without_nohz);
    fs::create_symlink("boot/vmlinuz-6.1-amd64", directory_ / "vmlinuz");
    EXPECT_EQ(load_image(directory_ / "boot/vmlinuz-6.1-amd64").has_nohz_full, true);
    EXPECT_EQ(load_image(directory_ / "vmlinuz").has_nohz_full, true);
    EXPECT_EQ(load_image(directory_ / "vmlinuz").has_remote_drain, false);
}

TEST_F(LoadImage, BelievesTheImageMoreThanAFileBesideIt) {
    write("config", with_nohz);
    EXPECT_EQ(load_image(write("bzImage", image("rubbish"))).has_nohz_full, true);
    EXPECT_EQ(
        load_image(write("bzImage", image(packed(vmlinux(without_nohz), archive_write_add_filter_gzip))))
            .has_nohz_full,
        false);
}

TEST_F(LoadImage, KnowsNothingOfABareOne) {
    write("config", "[core]\n\tbare = false\n"); // somebody else's
    EXPECT_EQ(load_image(write("bzImage", image("rubbish"))).has_nohz_full, std::nullopt);
}

TEST_F(LoadImage, RefusesWhatIsNoKernel) {
    try {
        load_image(write("vmlinuz", "not a kernel"));
        FAIL();
    } catch (const LabError& error) {
        EXPECT_EQ(error.fault(), Fault::wrong_use);
        EXPECT_NE(std::string(error.what()).find("is no x86 kernel image"), std::string::npos)
            << error.what();
    }
}

} // namespace
} // namespace cloister

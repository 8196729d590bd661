// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_modules.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/packed.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;

constexpr const char* release = "6.1.0-56-amd64";

// As modpost writes .modinfo.
std::string module(const std::string& name, const std::string& depends) {
    const std::string end(1, '\0');
    return "ELF" + end + "license=GPL" + end + "depends=" + depends + end + "name=" + name + end;
}

// An unpacked package: no depmod was run.
class KernelModules : public ::testing::Test {
  protected:
    KernelModules() {
        std::string pattern = (fs::temp_directory_path() / "cloister-modules-XXXXXX").string();
        root_ = ::mkdtemp(pattern.data());
        write(fs::path("boot") / "vmlinuz", "an image");
        write(modules_ / "modules.builtin", "");
        write(modules_ / "kernel/drivers/virtio/virtio.ko", module("virtio", ""));
        write(modules_ / "kernel/drivers/virtio/virtio-ring.ko", module("virtio_ring", "virtio"));
        write(modules_ / "kernel/drivers/virtio/virtio_pci.ko.xz",
              packed(module("virtio_pci", "virtio_ring,virtio"), archive_write_add_filter_xz));
        write(modules_ / "kernel/drivers/char/virtio_console.ko.zst",
              packed(module("virtio_console", "virtio_ring,virtio"), archive_write_add_filter_zstd));
        write(modules_ / "kernel/drivers/net/virtio_net.ko", module("virtio_net", "virtio"));
    }
    ~KernelModules() override { fs::remove_all(root_); }

    void write(const fs::path& file, const std::string& bytes) const {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream(root_ / file, std::ios::binary) << bytes;
    }
    std::vector<std::string> names(const std::string& config = "") const {
        std::vector<std::string> names;
        for (const KernelModule& module : modules_for_guest(root_ / "boot/vmlinuz", release, config))
            names.push_back(module.name);
        return names;
    }

    fs::path root_;
    fs::path modules_ = fs::path("lib/modules") / release;
};

TEST_F(KernelModules, AreThoseThatAGuestNeedsBehindWhatTheyDependOn) {
    EXPECT_THAT(names(), ::testing::ElementsAre("virtio", "virtio_ring", "virtio_pci", "virtio_console"));
}

TEST_F(KernelModules, ComeUnpacked) {
    const std::vector<KernelModule> modules = modules_for_guest(root_ / "boot/vmlinuz", release, "");
    ASSERT_EQ(modules.size(), 4U);
    EXPECT_EQ(modules[2].bytes, module("virtio_pci", "virtio_ring,virtio"));
    EXPECT_EQ(modules[3].bytes, module("virtio_console", "virtio_ring,virtio"));
}

TEST_F(KernelModules, AreNoneWhereAllIsBuiltIn) {
    fs::remove_all(root_ / modules_ / "kernel/drivers/virtio");
    fs::remove_all(root_ / modules_ / "kernel/drivers/char");
    EXPECT_THAT(names("CONFIG_VIRTIO_PCI=y\nCONFIG_VIRTIO_CONSOLE=y\nCONFIG_BLK_DEV_RAM=m\n"),
                ::testing::IsEmpty());
}

TEST_F(KernelModules, AreMissedWhereTheConfigNamesThem) {
    const std::string config = "CONFIG_VIRTIO_PCI=m\nCONFIG_VIRTIO_CONSOLE=m\n";
    fs::remove(root_ / modules_ / "kernel/drivers/char/virtio_console.ko.zst");
    const auto refusal = [&] {
        try {
            names(config);
        } catch (const LabError& error) {
            return std::string(error.what());
        }
        return std::string("none");
    };
    const std::string image = "kernel " + (root_ / "boot/vmlinuz").string();
    const std::string remedy = ": name an image whose modules are in ../lib/modules, or build one that needs "
                               "none: cloister kernel build 6.12";
    EXPECT_EQ(refusal(), image + " has virtio_console as a module, and " + (root_ / modules_).string() +
                             " does not have it" + remedy);
    fs::remove_all(root_ / "lib");
    EXPECT_EQ(refusal(),
              image + " has virtio_pci as a module, and nobody knows where its modules are" + remedy);
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/image/initramfs.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace cloister {
namespace {

namespace fs = std::filesystem;

class Initramfs : public ::testing::Test {
  protected:
    Initramfs() {
        std::string pattern = (fs::temp_directory_path() / "cloister-image-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        std::ofstream(directory_ / "agent") << "agent's bytes";
        std::ofstream(directory_ / "workloads") << "workloads' bytes";
    }
    ~Initramfs() override { fs::remove_all(directory_); }

    std::string packed(const char* name) {
        write_initramfs({directory_ / "agent", directory_ / "workloads"},
                        {{"virtio", "virtio's bytes"}, {"virtio_ring", "virtio_ring's bytes"}},
                        directory_ / name);
        std::ifstream in(directory_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    fs::path directory_;
};

TEST_F(Initramfs, IsTheSameBytesEveryTime) {
    const std::string first = packed("first");
    fs::last_write_time(directory_ / "agent", fs::file_time_type::clock::now() - std::chrono::hours(1));
    EXPECT_EQ(first, packed("second"));
}

TEST_F(Initramfs, IsReadByCpio) {
    packed("image");
    const std::string command = "cd " + directory_.string() +
                                " && mkdir out && cd out && cpio -id --quiet < ../image && test -x init && "
                                "test -d proc && grep -q \"agent's\" init && cmp workloads ../workloads && "
                                "grep -q \"virtio's\" modules/00-virtio && test -s modules/01-virtio_ring";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(Initramfs, HasAShellWhereOneIsWanted) {
    write_initramfs({directory_ / "agent", directory_ / "workloads"}, {}, directory_ / "image",
                    GuestShell{directory_ / "workloads", {{"etc/profile", "a greeting"}}});
    const std::string command =
        "cd " + directory_.string() +
        " && mkdir out && cd out && cpio -id --quiet < ../image && test -x bin/busybox && "
        "grep -qx 'a greeting' etc/profile";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(Initramfs, NamesTheProgramThatIsMissing) {
    fs::remove(directory_ / "agent");
    try {
        packed("image");
        FAIL();
    } catch (const LabError& error) {
        EXPECT_EQ(error.what(), "cannot read " + (directory_ / "agent").string() +
                                    ": No such file or directory; build it with: ninja -C build");
    }
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/image/find_busybox.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <string>

namespace cloister {
namespace {

namespace fs = std::filesystem;

TEST(FindBusybox, TakesNoneThatNeedsALoader) {
    std::string directory = testing::TempDir() + "find-busybox-XXXXXX";
    ASSERT_NE(::mkdtemp(directory.data()), nullptr);
    const std::string path = std::getenv("PATH");
    ::setenv("PATH", directory.c_str(), 1);
    EXPECT_THROW(find_busybox(), LabError);
    fs::create_symlink("/proc/self/exe", fs::path(directory) / "busybox"); // this test: linked dynamically
    EXPECT_THROW(find_busybox(), LabError);
    ::setenv("PATH", path.c_str(), 1);
    fs::remove_all(directory);
}

} // namespace
} // namespace cloister

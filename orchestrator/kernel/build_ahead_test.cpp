// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/build_ahead.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

class Ahead : public ::testing::Test {
  protected:
    TemporaryDirectory work_;
    fs::path directory_ = work_.path();
};

TEST_F(Ahead, DoesItsWorkElsewhere) {
    const fs::path file = directory_ / "built";
    const pid_t here = ::getpid();
    BuildAhead ahead([&] { std::ofstream(file) << ::getpid() << std::flush; });
    ahead.wait();
    pid_t there = 0;
    std::ifstream(file) >> there;
    EXPECT_NE(there, 0);
    EXPECT_NE(there, here);
}

TEST_F(Ahead, KeepsAFailureToItself) {
    BuildAhead ahead([] { throw LabError(Fault::lab, "kernel", "does not build"); });
    ahead.wait();
    ahead.wait(); // nothing is left to wait for
}

TEST_F(Ahead, IsEndedWithWhoeverWantedIt) {
    const auto began = std::chrono::steady_clock::now();
    {
        const BuildAhead ahead([] { std::this_thread::sleep_for(std::chrono::minutes(1)); });
    }
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(30));
}

} // namespace
} // namespace cloister

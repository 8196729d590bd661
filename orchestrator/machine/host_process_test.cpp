// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/host_process.hpp"

#include "orchestrator/base/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace cloister {
namespace {

TEST(HostProcess, HasAProgramAndWords) {
    EXPECT_EQ(program_of(::getpid()), std::filesystem::read_symlink("/proc/self/exe").string());
    const std::vector<std::string> words = words_of_process(::getpid());
    ASSERT_FALSE(words.empty());
    EXPECT_NE(words.front().find("machine_test"), std::string::npos);
}

// As QEMU 7.2 names them under libvirt.
TEST(HostProcess, NamesTheThreadsOfAGuestsCpus) {
    const TemporaryDirectory proc;
    const auto thread = [&](const std::string& id, const std::string& name) {
        const std::filesystem::path task = proc.path() / "100/task" / id;
        std::filesystem::create_directories(task);
        std::ofstream(task / "comm") << name << "\n";
    };
    thread("100", "qemu-system-x86");
    thread("101", "IO iothread1");
    thread("90", "CPU 10/TCG"); // numbers of threads may begin anew
    thread("103", "CPU 0/TCG");
    thread("104", "CPU 2/TCG");
    thread("105", "CPU of mine");
    EXPECT_EQ(vcpu_threads_of(100, proc.path()), (std::vector<pid_t>{103, 104, 90}));
    EXPECT_TRUE(vcpu_threads_of(4711, proc.path()).empty());
}

} // namespace
} // namespace cloister

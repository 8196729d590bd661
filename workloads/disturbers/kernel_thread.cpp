// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/kernel_thread.hpp"

#include "probes/kernelfs/file.hpp"
#include "workloads/clock.hpp"

#include <ctime>
#include <filesystem>
#include <stdexcept>

namespace cloister::workloads {
namespace {

constexpr std::uint64_t longest_ns = 30'000'000'000; // of an emulated CPU on a busy host

int pid_of_thread(const std::string& name) {
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string number = entry.path().filename();
        if (number.find_first_not_of("0123456789") == std::string::npos &&
            read_knob(entry.path() / "comm") == name)
            return std::stoi(number);
    }
    throw std::runtime_error("no kernel thread " + name);
}

} // namespace

KernelThread::KernelThread(const std::string& name)
    : name_(name), stat_("/proc/" + std::to_string(pid_of_thread(name)) + "/stat") {}

void KernelThread::wait_until_asleep() const {
    const std::uint64_t since = now_ns();
    while (read_file(stat_).find(") S ") == std::string::npos) // "PID (NAME) STATE …"
        wait_a_moment(since);
}

void KernelThread::wait_a_moment(std::uint64_t since) const {
    if (now_ns() - since > longest_ns)
        throw std::runtime_error("30 s, and " + name_ + " has not done it");
    const timespec moment{0, 100'000};
    ::nanosleep(&moment, nullptr);
}

} // namespace cloister::workloads

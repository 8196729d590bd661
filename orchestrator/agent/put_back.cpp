// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/put_back.hpp"

#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/stat_words.hpp"
#include "workloads/churn/churn.hpp"
#include "workloads/disturbers/memory_group.hpp"

#include <filesystem>
#include <system_error>

namespace cloister::agent {
namespace {

namespace fs = std::filesystem;

const std::string blocks = "/sys/devices/system/memory";

std::optional<std::string> refused(const std::string& file, const char* value) {
    try {
        write_file(file, value);
        return std::nullopt;
    } catch (const std::system_error& error) {
        return error.code().message();
    }
}

// Gone meanwhile: has no contents.
std::string contents(const fs::path& file) {
    try {
        return read_knob(file).value_or("");
    } catch (const std::system_error&) {
        return "";
    }
}

void bring_cpus(std::vector<std::string>& left) {
    const CpuSet online = CpuSet::parse(contents(cpus_file("online")));
    for (const CpuId cpu : CpuSet::parse(contents(cpus_file("present"))).minus(online)) {
        if (const std::optional<std::string> why = refused(online_file(cpu), "1"))
            left.push_back("CPU " + std::to_string(cpu.number) + " does not come online: " + *why);
    }
}

void bring_memory(std::vector<std::string>& left) {
    std::error_code no_memory_hotplug;
    for (const auto& block : fs::directory_iterator(blocks, no_memory_hotplug)) {
        const std::string state = block.path().string() + "/state";
        if (contents(state) == "offline")
            if (const std::optional<std::string> why = refused(state, "online_movable"))
                left.push_back(block.path().filename().string() + " does not come online: " + *why);
    }
}

void remove_sets(std::vector<std::string>& left) {
    std::error_code none;
    for (const char* name : workloads::cpuset_groups)
        if (const fs::path group = workloads::group_path(name); fs::exists(group, none)) {
            std::error_code error;
            if (!fs::remove(group, error))
                left.push_back("a set of CPUs without tasks stays: " + error.message());
        }
}

} // namespace

std::vector<std::string> put_back() {
    std::vector<std::string> left;
    bring_cpus(left);
    bring_memory(left);
    remove_sets(left);
    return left;
}

// proc(5): behind the name in brackets come state and parent. Threads of the kernel's are children of task 2.
std::vector<std::string> undying_tasks() {
    std::vector<std::string> tasks;
    for (const auto& process : fs::directory_iterator("/proc")) {
        const std::string pid = process.path().filename().string();
        if (pid.find_first_not_of("0123456789") != std::string::npos || pid == "1")
            continue;
        const std::string stat = contents(process.path() / "stat");
        const std::vector<std::string> words = stat_words(stat);
        if (words.size() < 2 || words[0] == "Z" || words[1] == "0" || words[1] == "2")
            continue;
        const std::string stack = contents(process.path() / "stack"); // "[<0>] function+0x12/0x34"
        const std::string top = stack.substr(stack.find(' ') + 1);
        tasks.push_back(contents(process.path() / "comm") + " in " + words[0] +
                        (stack.empty() ? "" : " at " + top.substr(0, top.find('+'))));
    }
    return tasks;
}

} // namespace cloister::agent

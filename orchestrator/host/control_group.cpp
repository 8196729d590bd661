// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/control_group.hpp"

#include "probes/kernelfs/file.hpp"

#include <algorithm>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace cloister {
namespace {

constexpr const char* absent = "absent";
constexpr const char* partition_file = "/cpuset.cpus.partition";
constexpr const char* cpus_file = "/cpuset.cpus";

// A thread that ends meanwhile is none to let go.
void let_threads_go(const std::string& directory) {
    const std::string above = std::filesystem::path(directory).parent_path().string();
    for (const std::string& thread : words_of(read_knob(directory + "/cgroup.threads").value_or("")))
        try {
            write_file(above + "/cgroup.threads", thread);
        } catch (const std::system_error& error) {
            if (error.code() != std::errc::no_such_process)
                throw;
        }
}

void remove(const std::string& directory) {
    if (!std::filesystem::exists(directory))
        return;
    // CPUs go back first: threads that leave could run nowhere else while these are away.
    if (std::filesystem::exists(directory + partition_file))
        write_file(directory + partition_file, "member");
    let_threads_go(directory);
    check_errno(::rmdir(directory.c_str()), "rmdir", directory);
}

void make(const std::string& directory, const std::string& partition, const std::string& cpus) {
    check_errno(::mkdir(directory.c_str(), 0755), "mkdir", directory);
    write_file(directory + "/cgroup.type", "threaded");
    write_file(directory + cpus_file, cpus);
    write_file(directory + partition_file, partition);
    // What it cannot do it says there: "isolated invalid (Cpu list in cpuset.cpus not exclusive)".
    if (const std::string now = read_knob(directory + partition_file).value_or("nothing"); now != partition)
        throw std::runtime_error("its partition is " + now);
}

} // namespace

std::string unified_hierarchy(const HostTree& host) {
    for (const std::string& line : lines_of(read_file(host.file("/proc/self/mounts")))) {
        const std::vector<std::string> words = words_of(line);
        constexpr std::size_t type = 2;
        if (words.size() > type && words[type] == "cgroup2")
            return words[1];
    }
    return {};
}

bool has_cpuset(const std::string& subtree_control) {
    const std::vector<std::string> on = words_of(read_knob(subtree_control).value_or(""));
    return std::find(on.begin(), on.end(), "cpuset") != on.end();
}

std::string control_group(const std::string& directory) {
    if (!std::filesystem::exists(directory))
        return absent;
    return read_knob(directory + partition_file).value_or("no partition of") + " " +
           read_knob(directory + cpus_file).value_or("none");
}

void set_control_group(const std::string& directory, const std::string& state) {
    if (state == absent)
        return remove(directory);
    const std::size_t blank = state.find(' ');
    try {
        make(directory, state.substr(0, blank), state.substr(blank + 1));
    } catch (const std::exception&) {
        ::rmdir(directory.c_str());
        throw;
    }
}

} // namespace cloister

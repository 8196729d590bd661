// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/kernel_thread.hpp"

#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/stat_words.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr int kthreadd = 2; // the parent of all others

// Words of /proc/PID/stat behind the name.
constexpr std::size_t parent_word = 1;
constexpr std::size_t flags_word = 6;
constexpr std::size_t started_word = 19;

constexpr unsigned long kernel_thread_flag = 0x00200000; // PF_KTHREAD
constexpr unsigned long bound_flag = 0x04000000;         // PF_NO_SETAFFINITY

// Empty where the process is gone, before or while it is read.
std::vector<std::string> stat_of(const HostTree& host, int id, std::string& name) {
    try {
        const std::string stat = read_file(host.file("/proc/" + std::to_string(id) + "/stat"));
        const std::size_t opened = stat.find('(');
        const std::size_t closed = stat.rfind(')');
        if (opened == std::string::npos || closed == std::string::npos)
            return {};
        name = stat.substr(opened + 1, closed - opened - 1);
        return stat_words(stat);
    } catch (const std::system_error&) {
        return {};
    }
}

bool is_number(const std::string& name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<int> walked(const HostTree& host) {
    std::vector<int> ids{kthreadd};
    for (const auto& entry : std::filesystem::directory_iterator(host.file("/proc")))
        if (const std::string name = entry.path().filename().string(); is_number(name)) {
            std::string ignored;
            const std::vector<std::string> words = stat_of(host, std::stoi(name), ignored);
            if (words.size() > started_word && words[parent_word] == "2")
                ids.push_back(std::stoi(name));
        }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace

std::vector<int> kernel_thread_ids(const HostTree& host) {
    const std::optional<std::string> children = read_knob(host.file("/proc/2/task/2/children"));
    if (!children)
        return walked(host);
    std::vector<int> ids{kthreadd};
    for (const std::string& word : words_of(*children))
        ids.push_back(std::stoi(word));
    return ids;
}

std::optional<KernelThread> kernel_thread(const HostTree& host, int id) {
    KernelThread thread;
    thread.id = id;
    const std::vector<std::string> words = stat_of(host, id, thread.name);
    if (words.size() <= started_word)
        return std::nullopt;
    const unsigned long flags = std::stoul(words[flags_word]);
    if ((flags & kernel_thread_flag) == 0)
        return std::nullopt;
    thread.started = std::stoull(words[started_word]);
    thread.bound = (flags & bound_flag) != 0;
    return thread;
}

} // namespace cloister

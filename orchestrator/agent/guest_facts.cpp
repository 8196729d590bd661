// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/guest_facts.hpp"

#include "probes/kernelfs/file.hpp"

#include <algorithm>
#include <cctype>
#include <sys/utsname.h>

namespace cloister::agent {
namespace {

// "(null)" is what nohz_full reads as where the parameter was not given.
CpuSet cpus_in(const std::string& path) {
    const std::string list = read_knob(path).value_or("");
    return list.starts_with("(") ? CpuSet{} : CpuSet::parse(list);
}

std::optional<std::string> differ(const std::string& parameter, const std::optional<CpuSet>& wanted,
                                  const CpuSet& found) {
    if (!wanted || *wanted == found)
        return std::nullopt;
    return parameter + "=" + wanted->list() + " is on the command line, but the kernel has '" + found.list() +
           "': build it with CONFIG_" + (parameter == "nohz_full" ? "NO_HZ_FULL" : "CPU_ISOLATION") +
           ", or take ours: cloister kernel build 6.12";
}

std::optional<std::string> wrong_mode(const ReadBack& read_back, const std::optional<std::string>& found) {
    if (read_back.path.empty())
        return std::nullopt;
    const std::optional<std::string>& proven = found ? found : read_back.absent;
    if (!proven)
        return read_back.path + " is not there: this kernel has no " + read_back.expect +
               " drain. Measure it in local mode (--modes local), or build one that has: cloister kernel "
               "build 6.12";
    if (found && read_back.word && *proven != read_back.expect)
        return read_back.path + " does not have the word '" + *read_back.word + "'";
    if (*proven != read_back.expect)
        return read_back.path + (found ? " says '" : " is absent, which means '") + *proven + "', not '" +
               read_back.expect + "'";
    return std::nullopt;
}

} // namespace

GuestFacts read_guest_facts() {
    utsname name{};
    ::uname(&name);
    GuestFacts facts;
    facts.release = name.release;
    facts.version = read_knob("/proc/version").value_or("");
    facts.command_line = read_knob("/proc/cmdline").value_or("");
    facts.online = cpus_in("/sys/devices/system/cpu/online");
    facts.isolated = cpus_in("/sys/devices/system/cpu/isolated");
    facts.nohz_full = cpus_in("/sys/devices/system/cpu/nohz_full");
    return facts;
}

std::optional<CpuSet> cpus_of_parameter(const std::vector<std::string>& command_line,
                                        const std::string& name) {
    std::optional<CpuSet> cpus;
    for (const std::string& parameter : command_line) {
        if (!parameter.starts_with(name + "="))
            continue;
        std::size_t begin = name.size() + 1;
        while (begin < parameter.size() && std::isdigit(static_cast<unsigned char>(parameter[begin])) == 0) {
            const std::size_t comma = parameter.find(',', begin);
            begin = comma == std::string::npos ? parameter.size() : comma + 1;
        }
        cpus = CpuSet::parse(parameter.substr(begin));
    }
    return cpus;
}

std::optional<std::string> drain_mode(const ReadBack& read_back, const std::optional<std::string>& text) {
    if (!text || !read_back.word)
        return text;
    const std::vector<std::string> words = words_of(*text);
    if (std::find(words.begin(), words.end(), *read_back.word) != words.end())
        return read_back.expect;
    return read_back.expect == "local" ? "remote" : "local";
}

std::optional<std::string> read_drain_mode(const ReadBack& read_back) {
    return drain_mode(read_back, read_knob(read_back.path));
}

std::optional<std::string> contradiction(const TrialSpec& spec, const GuestFacts& facts) {
    const std::vector<std::string>& line = spec.mode.command_line;
    if (auto why = differ("isolcpus", cpus_of_parameter(line, "isolcpus"), facts.isolated))
        return why;
    if (auto why = differ("nohz_full", cpus_of_parameter(line, "nohz_full"), facts.nohz_full))
        return why;
    return wrong_mode(spec.mode.read_back, facts.drain_mode);
}

} // namespace cloister::agent

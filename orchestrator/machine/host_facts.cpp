// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/host_facts.hpp"

#include "orchestrator/host/journal.hpp"
#include "orchestrator/host/knobs_in_force.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace cloister {
namespace {

std::string contents(const char* file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// What follows key and any of separators, to the end of the first line that begins with key.
std::string value_of(const std::string& text, const std::string& key, const char* separators) {
    const std::size_t line = ("\n" + text).find("\n" + key);
    if (line == std::string::npos)
        return {};
    const std::size_t begin = text.find_first_not_of(separators, line + key.size());
    const std::size_t end = text.find('\n', line);
    return begin < end ? text.substr(begin, end - begin) : std::string();
}

} // namespace

std::string cpu_model_in(const std::string& cpuinfo) {
    return value_of(cpuinfo, "model name", "\t :");
}

std::string distribution_in(const std::string& os_release) {
    std::string name = value_of(os_release, "PRETTY_NAME=", "\"'");
    while (!name.empty() && (name.back() == '"' || name.back() == '\''))
        name.pop_back();
    return name;
}

HostFacts read_host_facts(const CpuSet& cpus) {
    utsname name{};
    ::uname(&name);
    HostFacts facts;
    facts.release = name.release;
    facts.distribution = distribution_in(contents("/etc/os-release"));
    facts.cpu_model = cpu_model_in(contents("/proc/cpuinfo"));
    facts.cpus = static_cast<std::uint32_t>(::sysconf(_SC_NPROCESSORS_ONLN));
    if (!cpus.empty())
        facts.knobs = knobs_in_force(HostTree(), cpus, default_journal);
    return facts;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernel_offers.hpp"

#include "probes/kernelfs/file.hpp"

#include <filesystem>
#include <sstream>

namespace cloister {

KernelOffers KernelOffers::read() {
    const std::string kallsyms = read_file("/proc/kallsyms");
    return {TraceInstance::tracing_dir(), kallsyms, read_cache_locks(kallsyms)};
}

KernelOffers::KernelOffers(std::string tracing_dir, const std::string& kallsyms, std::vector<CacheLock> locks)
    : tracing_dir_(std::move(tracing_dir)), cpu_key_("cpu"), locks_(std::move(locks)) {
    std::istringstream lines(kallsyms);
    std::uint64_t address = 0;
    std::string type;
    std::string name;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        if (words >> std::hex >> address >> type >> name && (type == "t" || type == "T"))
            functions_.emplace(name, address);
    }
    // The kernel's own documentation of its histogram keys.
    if (read_file(tracing_dir_ + "/README").find("common_cpu") != std::string::npos)
        cpu_key_ = "common_cpu";
}

bool KernelOffers::event(const EventName& event) const {
    return std::filesystem::exists(tracing_dir_ + "/events/" + event.path());
}

std::optional<std::uint64_t> KernelOffers::address(const std::string& function) const {
    const auto found = functions_.find(function);
    return found == functions_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> KernelOffers::present(const std::vector<std::string>& functions) const {
    std::vector<std::string> present;
    for (const std::string& function : functions)
        if (functions_.contains(function))
            present.push_back(function);
    return present;
}

} // namespace cloister

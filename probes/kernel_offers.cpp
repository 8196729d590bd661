// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernel_offers.hpp"

#include "probes/kernelfs/file.hpp"
#include "probes/linked_symbols.hpp"
#include "probes/symbol_names.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace cloister {
namespace {

// "ffffffff81000000 T _text"; behind a module's a tab and "[module]".
constexpr std::size_t name_column = 19;

bool ends_name(const std::string& symbols, std::size_t at) {
    return at == symbols.size() || symbols[at] == '\n' || symbols[at] == '\t';
}

} // namespace

KernelOffers KernelOffers::read(std::string_view linked) {
    constexpr const char* kallsyms = "/proc/kallsyms";
    const std::string text_line_end = " " + std::string(symbol_names::text) + "\n";
    std::string symbols =
        linked.empty() ? read_file(kallsyms) : moved_symbols(linked, read_up_to(kallsyms, text_line_end));
    std::vector<CacheLock> locks = read_cache_locks(symbols);
    return {TraceInstance::tracing_dir(), std::move(symbols), std::move(locks)};
}

KernelOffers::KernelOffers(std::string tracing_dir, std::string symbols, std::vector<CacheLock> locks)
    : tracing_dir_(std::move(tracing_dir)), symbols_(std::move(symbols)), cpu_key_("cpu"),
      locks_(std::move(locks)) {
    for (std::size_t at = 0; at < symbols_.size();) {
        const std::size_t end = std::min(symbols_.find('\n', at), symbols_.size());
        const std::size_t name = at + name_column;
        if (name < end && (symbols_[name - 2] == 't' || symbols_[name - 2] == 'T'))
            functions_.push_back(name);
        at = end + 1;
    }
    // The kernel's own documentation of its histogram keys.
    if (read_file(tracing_dir_ + "/README").find("common_cpu") != std::string::npos)
        cpu_key_ = "common_cpu";
}

bool KernelOffers::event(const EventName& event) const {
    return std::filesystem::exists(tracing_dir_ + "/events/" + event.path());
}

std::optional<std::uint64_t> KernelOffers::address(const std::string& function) const {
    for (const std::size_t name : functions_)
        if (symbols_.compare(name, function.size(), function) == 0 &&
            ends_name(symbols_, name + function.size())) {
            std::uint64_t address = 0;
            std::from_chars(&symbols_[name - name_column], &symbols_[name], address, 16);
            return address;
        }
    return std::nullopt;
}

std::vector<std::string> KernelOffers::present(const std::vector<std::string>& functions) const {
    std::vector<std::string> present;
    for (const std::string& function : functions)
        if (address(function))
            present.push_back(function);
    return present;
}

} // namespace cloister

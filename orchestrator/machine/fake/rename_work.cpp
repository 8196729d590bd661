// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/rename_work.hpp"

#include <cstdint>
#include <cstring>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace cloister::fake {
namespace {

// workqueue_execute_start since 5.4: common_type 0..1, flags, preempt_count, pid, work 8..15,
// function 16..23.
constexpr std::size_t function_at = 16;

std::uint64_t address(const std::string& kallsyms, const std::string& function) {
    std::istringstream lines(kallsyms);
    std::string number;
    std::string type;
    std::string name;
    for (std::string line; std::getline(lines, line);)
        if (std::istringstream(line) >> number >> type >> name && name == function)
            return std::stoull(number, nullptr, 16);
    throw std::logic_error("no symbol " + function + " in a recording");
}

std::uint16_t event_id(const std::string& format) {
    const std::size_t at = format.find("ID: ");
    if (at == std::string::npos)
        throw std::logic_error("a format without an ID in a recording");
    return static_cast<std::uint16_t>(std::stoul(format.substr(at + 4)));
}

template <class Number>
Number number_at(const std::string& bytes, std::size_t at) {
    Number number{};
    std::memcpy(&number, bytes.data() + at, sizeof number);
    return number;
}

} // namespace

void rename_one_work(std::string& raw_pages, const std::string& format, const std::string& kallsyms,
                     const WorkNames& names) {
    const std::uint16_t started = event_id(format);
    const std::uint64_t from = address(kallsyms, names.from);
    const std::uint64_t to = address(kallsyms, names.to);
    std::vector<std::size_t> found;
    // Events are aligned to 4 bytes.
    for (std::size_t at = 0; at + function_at + sizeof from <= raw_pages.size(); at += 4)
        if (number_at<std::uint16_t>(raw_pages, at) == started &&
            number_at<std::uint64_t>(raw_pages, at + function_at) == from)
            found.push_back(at + function_at);
    if (found.empty())
        throw std::logic_error("no work item " + names.from + " in a recording");
    std::memcpy(raw_pages.data() + found[found.size() / 2], &to, sizeof to);
}

} // namespace cloister::fake

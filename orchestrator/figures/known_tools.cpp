// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/figures/known_tools.hpp"

#include "probes/kernelfs/file.hpp"
#include "results-schema/json_document.hpp"
#include "results-schema/own_program.hpp"

#include <algorithm>
#include <charconv>

namespace cloister {
namespace {

// The keys of rt-tests' JSON may be misspelt ("cmdline:"): what is not asked for is not looked at.
std::vector<std::pair<CpuId, Json>> threads_of(const std::string& written) {
    std::vector<std::pair<CpuId, Json>> threads;
    const Json document = Json::parse(written, nullptr, false);
    if (!document.is_object() || !document.contains("thread") || !document.at("thread").is_object())
        return threads;
    for (const auto& [name, thread] : document.at("thread").items())
        if (thread.is_object() && thread.value("cpu", -1) >= 0)
            threads.emplace_back(CpuId{thread.at("cpu").get<std::uint32_t>()}, thread);
    return threads;
}

void take(const Json& thread, const char* key, const char* unit, ToolFigures& figures) {
    if (thread.contains(key) && thread.at(key).is_number())
        figures.numbers[key] = {thread.at(key).get<double>(), unit};
}

std::vector<ToolFigures> of_cyclictest(const std::string&, const std::string& written) {
    std::vector<ToolFigures> all;
    for (const auto& [cpu, thread] : threads_of(written)) {
        ToolFigures& figures = all.emplace_back(ToolFigures{cpu, {}});
        take(thread, "max", "µs", figures);
        take(thread, "avg", "µs", figures);
        take(thread, "cycles", "wake-ups", figures);
    }
    return all;
}

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && rest == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// How often it did not run for as long as a gap of our subjects is.
double long_gaps(const Json& thread) {
    constexpr double shortest_us = 5;
    double number = 0;
    const Json buckets = thread.value("histogram", Json::object());
    for (const auto& [bucket, hits] : buckets.items())
        if (const std::optional<double> us = number_in(bucket); us && *us >= shortest_us && hits.is_number())
            number += hits.get<double>();
    return number;
}

std::vector<ToolFigures> of_oslat(const std::string&, const std::string& written) {
    std::vector<ToolFigures> all;
    for (const auto& [cpu, thread] : threads_of(written)) {
        ToolFigures& figures = all.emplace_back(ToolFigures{cpu, {}});
        take(thread, "max", "µs", figures);
        take(thread, "avg", "µs", figures);
        figures.numbers["from_5_us"] = {long_gaps(thread), "gaps"};
    }
    return all;
}

// "  2 #4   4000000   12345   99.69137   945   38   0   0   4038   120   0": CPU, number of periods, runtime,
// noise, per cent left, longest noise of a period, longest single one; then how often: hardware, NMI, IRQ,
// softirq, thread. Times in µs.
std::vector<ToolFigures> of_osnoise(const std::vector<std::string>& lines) {
    constexpr std::size_t columns = 12;
    std::vector<ToolFigures> all;
    for (const std::string& line : lines) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() != columns || !words[1].starts_with("#"))
            continue;
        const auto number = [&](std::size_t column) { return number_in(words[column]).value_or(0); };
        all.push_back({CpuId{static_cast<std::uint32_t>(number(0))},
                       {{"max", {number(6), "µs"}},
                        {"noise", {number(3), "µs"}},
                        {"irqs", {number(9), "IRQs"}},
                        {"threads", {number(11), "threads"}}}});
    }
    return all;
}

// What it printed last is the whole.
std::vector<ToolFigures> of_rtla(const std::string& output, const std::string&) {
    std::vector<std::string> lines = lines_of(output);
    const auto head = std::find_if(lines.rbegin(), lines.rend(), [](const std::string& line) {
        return line.find("duration:") != std::string::npos;
    });
    if (head != lines.rend())
        lines.erase(lines.begin(), head.base());
    return of_osnoise(lines);
}

// YAML, of which these two lines of each stressor are enough: "    - stressor: vm", "      bogo-ops: 107102".
std::vector<ToolFigures> of_stress_ng(const std::string&, const std::string& written) {
    ToolFigures figures;
    std::string stressor;
    for (const std::string& line : lines_of(written)) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() == 3 && words[1] == "stressor:")
            stressor = words[2];
        if (words.size() == 2 && words[0] == "bogo-ops:" && !stressor.empty())
            figures.numbers[stressor] = {number_in(words[1]).value_or(0), "bogo-ops"};
    }
    return figures.numbers.empty() ? std::vector<ToolFigures>{} : std::vector<ToolFigures>{figures};
}

} // namespace

const std::vector<KnownTool>& known_tools() {
    static const std::vector<KnownTool> tools{
        {"cyclictest", "rt-tests", of_cyclictest},
        {"oslat", "rt-tests", of_oslat},
        {"rtla", "rtla", of_rtla},
        {"stress-ng", "stress-ng", of_stress_ng},
    };
    return tools;
}

const KnownTool* known_tool(const std::string& program) {
    const auto found = std::find_if(known_tools().begin(), known_tools().end(),
                                    [&](const KnownTool& tool) { return tool.name == short_name(program); });
    return found == known_tools().end() ? nullptr : &*found;
}

std::string where_from(const std::string& program) {
    const KnownTool* tool = known_tool(program);
    return tool == nullptr ? "" : ": Debian's package " + tool->package + " has it";
}

} // namespace cloister

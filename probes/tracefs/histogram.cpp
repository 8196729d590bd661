// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/tracefs/histogram.hpp"

#include "probes/kernelfs/file.hpp"

#include <stdexcept>
#include <utility>

namespace cloister {
namespace {

constexpr std::string_view info = "# trigger info: ";

[[noreturn]] void odd(const std::string& line) {
    throw std::runtime_error("tracing: a histogram's line is not understood: " + line);
}

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos)
        return "";
    return std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
}

// "hist:keys=cpu,function.sym:vals=…" → {"cpu", "function"}
std::vector<std::string> keys_of(const std::string& trigger) {
    const std::size_t begin = trigger.find("keys=");
    if (begin == std::string::npos)
        odd(trigger);
    std::vector<std::string> keys;
    std::string key;
    bool modifier = false;
    for (std::size_t at = begin + 5; at <= trigger.size(); ++at) {
        const char each = at < trigger.size() ? trigger[at] : ':';
        if (each == ',' || each == ':') {
            keys.push_back(std::exchange(key, ""));
            modifier = false;
            if (each == ':')
                break;
        } else if (each == '.')
            modifier = true;
        else if (!modifier)
            key += each;
    }
    return keys;
}

// "hist:keys=name:vals=hitcount,held:sort=…" → "held"; empty: hits alone.
std::string value_of(const std::string& trigger) {
    constexpr std::string_view hits_and = "vals=hitcount,";
    const std::size_t at = trigger.find(hits_and);
    if (at == std::string::npos)
        return "";
    const std::string values = trigger.substr(at + hits_and.size());
    return values.substr(0, values.find_first_of(",:. "));
}

// Some kernels print this key twice in the trigger, and once in its rows (hist_field_print(), 7.2 and 7.3).
std::string as_written(std::string trigger) {
    const std::string cpu = "common_cpu";
    if (const std::size_t at = trigger.find(cpu + cpu); at != std::string::npos)
        trigger.erase(at, cpu.size());
    return trigger;
}

// "[ffffffff811d3f40] lru_add_drain_per_cpu" → the name
std::string without_address(const std::string& value) {
    const std::size_t end = value.find("] ");
    return value.starts_with('[') && end != std::string::npos ? trimmed(value.substr(end + 2)) : value;
}

std::uint64_t number_after(const std::string& line, std::string_view word) {
    const std::size_t at = line.rfind(word);
    if (at == std::string::npos)
        odd(line);
    return std::stoull(line.substr(at + word.size()));
}

// "{ cpu: 2, function: [ff…] name } hitcount: 5". A value may hold a comma, so keys are looked for by name.
void add_row(const std::vector<std::string>& keys, const std::string& line, HistogramText& histogram) {
    const std::size_t end = line.rfind('}');
    if (end == std::string::npos)
        odd(line);
    std::vector<std::string> values;
    std::size_t at = 1;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::size_t name = line.find(" " + keys[i] + ":", at);
        if (name == std::string::npos)
            odd(line);
        const std::size_t begin = name + keys[i].size() + 2;
        const std::size_t next = i + 1 < keys.size() ? line.find(", " + keys[i + 1] + ":", begin) : end;
        if (next == std::string::npos)
            odd(line);
        values.push_back(without_address(trimmed(line.substr(begin, next - begin))));
        at = next;
    }
    histogram.rows[values] += number_after(line, "hitcount:");
    if (const std::string value = value_of(histogram.trigger); !value.empty())
        histogram.sums[values] += number_after(line, " " + value + ":");
}

} // namespace

std::vector<HistogramText> parse_histograms(std::string_view text) {
    std::vector<HistogramText> histograms;
    std::vector<std::string> keys;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with(info)) {
            histograms.push_back({as_written(line.substr(info.size())), {}, {}, 0});
            keys = keys_of(histograms.back().trigger);
        } else if (line.starts_with('{') && !histograms.empty())
            add_row(keys, line, histograms.back());
        else if (line.starts_with("    Dropped:") && !histograms.empty())
            histograms.back().dropped = number_after(line, "Dropped:");
    }
    return histograms;
}

} // namespace cloister

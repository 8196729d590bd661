// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/mode.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

struct Placeholder {
    std::string_view name;
    std::string value;
};

std::string filled(const Mode& mode, const std::string& text, const std::vector<Placeholder>& placeholders) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t close = text[at] == '{' ? text.find('}', at) : std::string::npos;
        if (close == std::string::npos) {
            result += text[at++];
            continue;
        }
        const std::string name = text.substr(at + 1, close - at - 1);
        std::vector<std::string> names;
        const std::string* value = nullptr;
        for (const Placeholder& placeholder : placeholders) {
            names.emplace_back(placeholder.name);
            if (placeholder.name == name)
                value = &placeholder.value;
        }
        if (value == nullptr)
            throw LabError(Fault::wrong_use, "plan",
                           fmt::format("mode '{}': {}", mode.name, unknown_name("placeholder", name, names)));
        result += *value;
        at = close + 1;
    }
    return result;
}

} // namespace

bool drains_remotely(const Mode& mode) {
    return mode.read_back.expect == "remote";
}

bool needs_patches(const Mode& mode) {
    return mode.needs.empty() && (drains_remotely(mode) || !mode.read_back.absent);
}

ModeSpec fill_in(const Mode& mode, std::uint32_t cpus, const CpuSet& isolated) {
    const CpuSet all = CpuSet::first(cpus);
    std::vector<Placeholder> placeholders{
        {"isolated", isolated.list()}, {"housekeeping", all.minus(isolated).list()}, {"all", all.list()}};
    ModeSpec spec{mode.name, {}, {}, mode.read_back};
    for (const std::string& word : mode.command_line)
        spec.command_line.push_back(filled(mode, word, placeholders));
    placeholders.push_back({"cpu", ""});
    for (const Knob& knob : mode.knobs) {
        const bool for_each_cpu = (knob.path + knob.value).find("{cpu}") != std::string::npos;
        for (const CpuId cpu : isolated) {
            placeholders.back().value = std::to_string(cpu.number);
            spec.knobs.push_back(
                {filled(mode, knob.path, placeholders), filled(mode, knob.value, placeholders)});
            if (!for_each_cpu)
                break;
        }
    }
    return spec;
}

const Mode& ModeCatalogue::named(const std::string& name) const {
    std::vector<std::string> names;
    for (const Mode& mode : modes_) {
        if (mode.name == name)
            return mode;
        names.push_back(mode.name);
    }
    throw LabError(Fault::wrong_use, "plan", unknown_name("mode", name, names));
}

} // namespace cloister

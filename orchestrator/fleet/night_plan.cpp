// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/night_plan.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/kernel_reference.hpp"
#include "orchestrator/plan/choice.hpp"
#include "orchestrator/plan/toml_table.hpp"

#include <fmt/format.h>

#include <charconv>

namespace cloister {
namespace {

void refuse_empty_words(const TomlTable& table, const char* key, const std::vector<std::string>& words) {
    for (const std::string& word : words)
        if (word.empty())
            table.refuse(key, "a text in it is empty");
}

// A reference that is none is told on its line, and not at two in the morning.
void expect_references(const TomlTable& table, const char* key, const std::vector<std::string>& kernels) {
    for (const std::string& kernel : kernels)
        try {
            parse_kernel_reference(kernel);
        } catch (const LabError& error) {
            table.refuse(key, error.what());
        }
}

NightGroup read_group(TomlTable& table) {
    NightGroup group;
    table.field("kernels", group.kernels);
    table.field("series", group.series);
    table.field("modes", group.modes);
    table.field("scenarios", group.scenarios);
    table.field("repeat", group.repeat);
    if (std::uint64_t drains = 0; table.field("drains", drains))
        group.drains = drains;
    if (std::uint64_t seed = 0; table.field("seed", seed))
        group.seed = seed;
    table.field("story", group.story);
    table.finish();
    expect_references(table, "kernels", group.kernels);
    expect_references(table, "series", group.series);
    for (const auto& [key, words] : {std::pair("modes", &group.modes), {"scenarios", &group.scenarios}})
        refuse_empty_words(table, key, *words);
    if (group.kernels.empty() && group.series.empty())
        table.refuse("cells", "neither kernels nor series: kernels = [\"6.12\"]");
    table.require("scenarios");
    if (group.scenarios.empty())
        table.refuse("scenarios", "names none: scenarios = [\"smallest\"]");
    if (group.repeat == 0)
        table.refuse("repeat", "0 repetitions measure nothing: ask for at least 1");
    if (group.drains == 0U)
        table.refuse("drains", "0 drains prove nothing: ask for at least 1");
    return group;
}

void read_command(TomlTable& table, NightPlan& plan) {
    NightCommand command;
    const bool has_time = table.field("command_time", command.time, parse_duration);
    if (!table.words("command", command.words)) {
        if (has_time)
            table.refuse("command_time", "of which command? command = [\"/usr/local/bin/tell\"]");
        return;
    }
    if (command.words.empty() || command.words.front().empty())
        table.refuse("command", "names no program: command = [\"/usr/local/bin/tell\"]");
    plan.command = std::move(command);
}

NightPlan read_night_plan(const toml::table& document, const std::string& file) {
    TomlTable table(document, file);
    table.check_schema("cloister/nightly-plan/1");
    NightPlan plan;
    plan.file = file;
    table.field("machine", plan.machine,
                [](const std::string& name) { return choice<MachineChoice>("machine", name); });
    table.field("accel", plan.accelerator,
                [](const std::string& name) { return choice<AcceleratorChoice>("accelerator", name); });
    table.field("modes_from", plan.modes_from);
    table.field("seed", plan.seed);
    if (table.field("keep_nights", plan.keep.nights) && plan.keep.nights == 0)
        table.refuse("keep_nights", "the last night tells what changed: keep at least 1");
    table.field("keep_bytes", plan.keep.bytes, parse_byte_count);
    read_command(table, plan);
    std::size_t index = 0;
    for (TomlTable& each : table.tables("cells")) {
        plan.groups.push_back(read_group(each));
        plan.groups.back().line = document.get("cells")->as_array()->get(index++)->source().begin.line;
    }
    table.finish();
    if (plan.groups.empty())
        table.refuse("cells", "there are none: [[cells]] with kernels and scenarios");
    return plan;
}

} // namespace

std::uint64_t parse_byte_count(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit.starts_with(' '))
        unit.remove_prefix(1);
    unsigned shift = 10;
    for (const std::string_view each : {"KiB", "MiB", "GiB", "TiB"}) {
        if (error == std::errc() && unit == each && number != 0 && number < std::uint64_t{1} << (63U - shift))
            return number << shift;
        shift += 10;
    }
    throw std::invalid_argument("'" + text + "' is no number of bytes: a whole one and KiB, MiB, GiB or TiB");
}

void refuse_stories_of_real_guests(const NightPlan& plan) {
    for (const NightGroup& group : plan.groups)
        if (!group.story.empty() && plan.machine != MachineChoice::fake)
            throw LabError(Fault::wrong_use, "plan",
                           fmt::format("{}:{}: story: real guests tell none, machine = \"fake\" does",
                                       plan.file, group.line));
}

NightPlan load_night_plan(const std::filesystem::path& file) {
    return read_night_plan(read_toml(file), file.string());
}

NightPlan parse_night_plan(std::string_view text, const std::string& file) {
    return read_night_plan(parse_toml(text, file), file);
}

} // namespace cloister

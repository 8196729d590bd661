// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/load_scenario.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/plan/choice.hpp"
#include "orchestrator/plan/toml_table.hpp"

namespace cloister {
namespace {

// A refusal names the line.
template <class Choose>
void chosen(const TomlTable& table, const char* key, Choose choose) {
    try {
        choose();
    } catch (const LabError& error) {
        table.refuse(key, error.what());
    }
}

Scenario read_scenario(const toml::table& document, const std::string& file) {
    TomlTable table(document, file);
    table.check_schema("cloister/scenario/1");
    Scenario scenario;
    scenario.name = file;
    table.field("kernel", scenario.kernel);
    table.field("modes", scenario.modes);
    table.field("cpus", scenario.cpus);
    table.field("isolated", scenario.isolated, CpuSet::parse);
    if (std::vector<std::string> words; table.words("disturber", words))
        chosen(table, "disturber", [&] { choose_disturber(scenario, words); });
    if (std::vector<std::string> words; table.words("subject", words))
        chosen(table, "subject", [&] { choose_subject(scenario, words); });
    table.field("drains", scenario.drains);
    table.field("duration", scenario.duration, parse_duration);
    std::uint64_t pages_per_second = 0;
    if (table.field("rate", pages_per_second))
        scenario.pages_per_second = pages_per_second;
    table.field("claims", scenario.claims);
    table.field("repeat", scenario.repeat);
    table.field("seed", scenario.seed);
    table.field("memory", scenario.memory_mib);
    std::string machine;
    table.field("machine", machine, [&](const std::string& text) {
        choose_machine(scenario, text);
        return text;
    });
    table.field("accel", scenario.accelerator,
                [](const std::string& name) { return choice<AcceleratorChoice>("accelerator", name); });
    table.finish();
    return scenario;
}

} // namespace

Scenario load_scenario(const std::filesystem::path& file) {
    return read_scenario(read_toml(file), file.string());
}

Scenario parse_scenario(std::string_view text, const std::string& file) {
    return read_scenario(parse_toml(text, file), file);
}

} // namespace cloister

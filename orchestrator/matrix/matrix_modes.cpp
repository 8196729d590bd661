// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/matrix_modes.hpp"

#include "results-schema/json_document.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr std::array every_isolation{Isolation::both, Isolation::nohz_full, Isolation::isolcpus,
                                     Isolation::partition, Isolation::none};
constexpr std::array every_setting{DrainSetting::on, DrainSetting::off, DrainSetting::automatic};

bool stops_ticks(Isolation isolation) {
    return isolation == Isolation::both || isolation == Isolation::nohz_full;
}
bool keeps_tasks_away(Isolation isolation) {
    return isolation == Isolation::both || isolation == Isolation::isolcpus;
}

Mode mode_of(const DrainSetup& setup, const Mode& local) {
    Mode mode;
    mode.name = mode_name(setup);
    if (keeps_tasks_away(setup.isolation))
        mode.command_line.emplace_back("isolcpus=managed_irq,domain,{isolated}");
    if (stops_ticks(setup.isolation)) {
        mode.command_line.emplace_back("nohz_full={isolated}");
        mode.command_line.emplace_back("rcu_nocbs={isolated}");
    }
    mode.command_line.emplace_back("irqaffinity={housekeeping}");
    mode.command_line.emplace_back("tsc=reliable");
    mode.command_line.push_back("remote_drain=" + name_of(setup.setting));
    mode.knobs = local.knobs;
    if (setup.isolation == Isolation::partition)
        mode.knobs.push_back({"/sys/fs/cgroup/isolated/cpuset.cpus.partition", "isolated"});
    mode.read_back = local.read_back;
    mode.read_back.expect = way_of_draining(setup);
    mode.read_back.absent.reset();
    return mode;
}

} // namespace

std::vector<DrainSetup> setups(const std::vector<Isolation>& isolations,
                               const std::vector<DrainSetting>& settings) {
    std::vector<DrainSetup> all;
    for (const Isolation isolation : every_isolation)
        for (const DrainSetting setting : every_setting)
            if (std::count(isolations.begin(), isolations.end(), isolation) > 0 &&
                std::count(settings.begin(), settings.end(), setting) > 0)
                all.push_back({isolation, setting});
    return all;
}

std::string mode_name(const DrainSetup& setup) {
    return name_of(setup.isolation) + "-" + name_of(setup.setting);
}

std::string way_of_draining(const DrainSetup& setup) {
    const bool remote = setup.setting == DrainSetting::on ||
                        (setup.setting == DrainSetting::automatic && stops_ticks(setup.isolation));
    return remote ? "remote" : "local";
}

ModeCatalogue matrix_modes(const Mode& local) {
    std::vector<Mode> modes;
    for (const DrainSetup& setup : setups({every_isolation.begin(), every_isolation.end()},
                                          {every_setting.begin(), every_setting.end()}))
        modes.push_back(mode_of(setup, local));
    return ModeCatalogue(std::move(modes));
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/draw_case.hpp"

#include "orchestrator/fuzz/actors.hpp"

#include <array>

namespace cloister {
namespace {

// In the order that a seed means. By the command line alone: the partitions of a fuzzed guest are its
// actor's, cpusets.
constexpr std::array isolations{Isolation::both, Isolation::nohz_full, Isolation::isolcpus, Isolation::none};
constexpr std::array settings{DrainSetting::on, DrainSetting::automatic, DrainSetting::off};

template <class Choices>
auto any_of(const Choices& choices, Draws& draws) {
    return choices.at(draws.below(choices.size()));
}

// CPU 0 keeps house, and one more: some callers of drains need two.
CpuSet drawn_isolated(std::uint32_t cpus, Draws& draws) {
    std::vector<CpuId> all;
    for (std::uint32_t cpu = 1; cpu < cpus; ++cpu)
        all.push_back({cpu});
    CpuSet isolated;
    for (const CpuId cpu : draws.some_of(all, draws.between(1, cpus - 2)))
        isolated.insert(cpu);
    return isolated;
}

std::vector<FuzzActor> drawn_actors(Draws& draws) {
    std::vector<std::string> names{fill_actor};
    for (const std::string& name : draws.some_of(draining_actors(), draws.between(1, 3)))
        names.push_back(name);
    for (const std::string& name : changing_actors())
        if (draws.one_in(2))
            names.push_back(name);
    if (!draws.one_in(4))
        names.emplace_back(stress_ng_actor);
    if (draws.one_in(2))
        names.emplace_back(trinity_actor);
    std::vector<FuzzActor> actors;
    for (const std::string& name : names)
        actors.push_back(drawn_actor(name, draws));
    return actors;
}

} // namespace

// The kernel last: who chooses among others has the same of all else.
FuzzCase drawn_case(std::uint64_t seed, std::uint64_t number, const FuzzChoice& choice) {
    Draws draws(seed, number);
    FuzzCase drawn;
    drawn.seed = seed;
    drawn.number = number;
    drawn.isolation = any_of(isolations, draws);
    drawn.setting = any_of(settings, draws);
    drawn.cpus = static_cast<std::uint32_t>(draws.between(3, 6));
    drawn.isolated = drawn_isolated(drawn.cpus, draws);
    drawn.memory_mib = 512 * static_cast<std::uint32_t>(draws.between(2, 4));
    drawn.duration = std::chrono::seconds(draws.between(10, 40));
    drawn.actors = drawn_actors(draws);
    drawn.kernel = draws.one_of(choice.kernels);
    drawn.duration = choice.duration.value_or(drawn.duration);
    return drawn;
}

std::string name_of(const FuzzCase& drawn) {
    return std::to_string(drawn.seed) + ":" + std::to_string(drawn.number);
}

} // namespace cloister

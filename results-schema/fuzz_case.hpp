// SPDX-License-Identifier: GPL-2.0-or-later
// One guest of `cloister fuzz`: a kernel, how it is run, and what goes on in it at once.
// Runs on: host; drawn by orchestrator/fuzz, stored as case.json, read back by `cloister fuzz --replay FILE`.
#pragma once

#include "results-schema/matrix.hpp"

namespace cloister {

// A program in the guest. Which there are: orchestrator/fuzz/actors.hpp.
struct FuzzActor {
    std::string name;
    std::uint64_t seed = 0;
    std::vector<std::string> arguments;
};

struct FuzzCase {
    static constexpr const char* schema = "cloister/fuzz-case/1";

    std::uint64_t seed = 0;
    std::uint64_t number = 0;
    std::string kernel;
    Isolation isolation = Isolation::both;
    DrainSetting setting = DrainSetting::on;
    std::uint32_t cpus = 4;
    CpuSet isolated;
    std::uint32_t memory_mib = 1024;
    std::chrono::nanoseconds duration{0};
    std::vector<FuzzActor> actors;
};

template <class Fields>
void describe(Fields& fields, FuzzActor& actor) {
    fields.field("name", actor.name,
                 "fill, a caller of drains as drop_caches, cpu-hotplug, cpusets, stress-ng or trinity");
    fields.field("seed", actor.seed, "What it draws is drawn from this");
    fields.field("arguments", actor.arguments, "What a program of others is told besides");
}
template <class Fields>
void describe(Fields& fields, FuzzCase& drawn) {
    fields.field("seed", drawn.seed, "Of the whole, as --seed has it");
    fields.field("number", drawn.number, "Which case of this seed, from 1");
    fields.field("kernel", drawn.kernel, "Its kernel, as 6.12+lockdep");
    fields.field("isolation", drawn.isolation, "How CPUs are isolated");
    fields.field("setting", drawn.setting, "The switch on the command line, remote_drain=");
    fields.field("cpus", drawn.cpus, "Number of guest CPUs");
    fields.field("isolated", drawn.isolated, "Those that are isolated, and whose caches are filled");
    fields.field("memory_mib", drawn.memory_mib, "Memory of the guest");
    fields.field("duration_ns", drawn.duration, "How long its actors act");
    fields.field("actors", drawn.actors, "What goes on in it at once");
}

} // namespace cloister

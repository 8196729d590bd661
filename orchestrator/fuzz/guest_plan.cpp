// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/guest_plan.hpp"

#include "orchestrator/fuzz/actors.hpp"
#include "orchestrator/matrix/matrix_modes.hpp"

namespace cloister {

std::string mode_of(const FuzzCase& drawn) {
    return mode_name({drawn.isolation, drawn.setting});
}

TrialSpec fuzz_spec(const FuzzCase& drawn, const ModeCatalogue& modes) {
    TrialSpec spec;
    spec.cell = {drawn.kernel, mode_of(drawn), "fuzz"};
    spec.cpus = drawn.cpus;
    spec.isolated = drawn.isolated;
    spec.memory_mib = drawn.memory_mib;
    spec.mode = fill_in(modes.named(mode_of(drawn)), drawn.cpus, drawn.isolated);
    spec.mode.knobs.clear();
    // An emulated guest on a busy host stands still for longer than a CPU may.
    for (const char* word : {wire::fuzz_word, "rcupdate.rcu_cpu_stall_timeout=100", "watchdog_thresh=60"})
        spec.mode.command_line.emplace_back(word);
    for (std::string& word : parameters_for(drawn.actors))
        spec.mode.command_line.push_back(std::move(word));
    spec.subject = "spin-refill"; // for the last drain
    spec.disturber = "none";
    spec.duration = drawn.duration;
    spec.seed = drawn.number;
    spec.probes = Probes::none;
    const std::chrono::minutes patience{3}; // with a guest that is silent
    spec.deadlines = {patience, patience, patience, patience};
    return spec;
}

wire::FuzzOrder fuzz_order(const FuzzCase& drawn) {
    wire::FuzzOrder order;
    for (const FuzzActor& actor : drawn.actors) {
        const std::string rounds = "/tmp/rounds-" + std::to_string(order.actors.size());
        order.actors.push_back(
            {actor.name, words_of(actor, drawn.isolated, rounds), actor.name == trinity_actor});
    }
    return order;
}

} // namespace cloister

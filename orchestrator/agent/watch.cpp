// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/watch.hpp"

#include "orchestrator/agent/harvest.hpp"
#include "probes/boot_instance.hpp"
#include "probes/tracefs/buffer_losses.hpp"

namespace cloister::agent {

Watch::Watch(const TrialSpec& spec, const std::vector<Probe>& known) {
    if (spec.probes == Probes::none)
        return;
    instance_.emplace(trace_instance_name);
    probes_.emplace(*instance_, known, spec.cpus);
}

void Watch::hold(unsigned long buffer_kib_per_cpu) {
    if (instance_)
        instance_->hold(buffer_kib_per_cpu);
}

void Watch::on() {
    if (instance_)
        instance_->on();
}

void Watch::off() {
    if (instance_)
        instance_->off();
}

void Watch::mark(const std::string& text) {
    if (instance_)
        instance_->mark(text);
}

TallySnapshot Watch::snapshot() const {
    return probes_ ? probes_->snapshot() : TallySnapshot{};
}

std::map<CpuId, std::uint64_t> Watch::events(const CpuSet& cpus) const {
    std::map<CpuId, std::uint64_t> events;
    if (instance_)
        for (const CpuId cpu : cpus)
            events[cpu] = parse_buffer_events(instance_->read_per_cpu(cpu, "stats"));
    return events;
}

std::vector<Loss> Watch::losses(const CpuSet& cpus) const {
    return instance_ ? ring_buffer_losses(*instance_, cpus) : std::vector<Loss>{};
}

void Watch::ship(Port& port, const std::string& symbols, const CpuSet& cpus,
                 std::chrono::nanoseconds within) const {
    if (instance_)
        ship_trace(port, *instance_, *probes_, cpus, within);
    ship_symbols(port, symbols, within);
}

} // namespace cloister::agent

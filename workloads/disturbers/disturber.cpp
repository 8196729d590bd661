// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/disturber.hpp"

#include "workloads/disturbers/counted_drains.hpp"
#include "workloads/disturbers/pressure.hpp"
#include "workloads/disturbers/provocation.hpp"
#include "workloads/mapping.hpp"

#include <ctime>
#include <optional>
#include <stdexcept>

namespace cloister::workloads {
namespace {

Phase next_phase(const Handshake& handshake, Phase reached) {
    for (;;) {
        if (handshake.stop.load(std::memory_order_acquire) != 0)
            return Phase::stop;
        const Phase phase = handshake.disturber.phase.load(std::memory_order_acquire);
        if (phase != Phase::wait && phase != reached)
            return phase;
        const timespec moment{0, 1'000'000};
        ::nanosleep(&moment, nullptr);
    }
}

// perform(phase) does what one phase asks for.
template <class Perform>
void follow_phases(Handshake& handshake, Perform perform) {
    Disturber& disturber = handshake.disturber;
    disturber.state.store(State::ready, std::memory_order_release);
    for (Phase phase = next_phase(handshake, Phase::wait); phase != Phase::stop;
         phase = next_phase(handshake, phase)) {
        perform(phase);
        disturber.phase_reached.store(phase, std::memory_order_release);
    }
}

Layout layout_of(const Handshake& handshake) {
    const CpuSet isolated = subjects_cpus(handshake);
    Layout layout{CpuSet::first(handshake.cpus).minus(isolated), {}};
    for (const CpuId cpu : isolated)
        layout.subjects[cpu] = handshake.subjects[cpu.number].pid.load();
    return layout;
}

// Calls are made once the first phase is asked for: by then all CPUs are online and subjects run.
void drain(Handshake& handshake, MakeDrainCall make, std::uint64_t pages) {
    std::unique_ptr<DrainCall> call;
    std::optional<CountedDrains> drains;
    follow_phases(handshake, [&](Phase phase) {
        if (!call) {
            call = make(layout_of(handshake));
            drains.emplace(handshake, *call);
        }
        if (phase == Phase::trial)
            store_text(handshake.disturber.does_not_drain, drains->trial());
        else if (phase == Phase::settle)
            drains->settle();
        else if (phase == Phase::measure)
            drains->measure(pages);
    });
}

// Each is asked of the subjects first. settle: one that does not count, so that nothing in the window runs
// for the first time.
void provoke(Handshake& handshake, MakeProvocation make, std::uint64_t number) {
    std::unique_ptr<Provocation> provocation;
    std::optional<Arming> subjects;
    const auto once = [&] {
        subjects->ask_all();
        provocation->provoke();
        return provocation->times();
    };
    follow_phases(handshake, [&](Phase phase) {
        if (!provocation) {
            provocation = make(handshake);
            subjects.emplace(handshake);
        }
        if (phase == Phase::settle)
            once();
        if (phase != Phase::measure)
            return;
        std::atomic<std::uint64_t>& provoked = handshake.disturber.provoked;
        while (provoked.load() < number && handshake.stop.load(std::memory_order_relaxed) == 0) {
            const std::uint64_t times = once();
            provocation->add_to(handshake.disturber.pages);
            provoked.fetch_add(times);
        }
    });
}

} // namespace

void disturb(Handshake& handshake, const DisturberOrder& order) {
    if (const MakeDrainCall make = drain_call_named(order.name))
        return drain(handshake, make, order.number);
    if (const MakeProvocation make = provocation_named(order.name))
        return provoke(handshake, make, order.number);
    const std::unique_ptr<Pressure> pressure = pressure_named(order.name);
    if (!pressure)
        throw std::runtime_error("no disturber is called '" + order.name + "'");
    follow_phases(handshake, [&](Phase phase) {
        if (phase == Phase::measure)
            press(handshake, *pressure, order.pages_per_second);
    });
}

} // namespace cloister::workloads

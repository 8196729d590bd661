// SPDX-License-Identifier: GPL-2.0-or-later
// PID 1 of the guest: hello → one trial → power off. Whatever happens, it ends with the machine off, and a
// failure says one line on the console first.
// Runs on: guest.
#include "orchestrator/agent/file_systems.hpp"
#include "orchestrator/agent/grace_periods.hpp"
#include "orchestrator/agent/guest_facts.hpp"
#include "orchestrator/agent/port.hpp"
#include "orchestrator/agent/power_off.hpp"
#include "orchestrator/agent/processors.hpp"
#include "orchestrator/agent/trial.hpp"
#include "probes/lock_probe.hpp"

#include <cstdio>
#include <exception>
#include <sched.h>

namespace cloister::agent {
namespace {

// The host's word may come late: it waits for a terminal, a disk, another guest.
constexpr std::chrono::seconds patience{60};

// isolcpus= keeps the agent off already; an unisolated guest has nothing to keep free.
void stay_on(const CpuSet& cpus) {
    cpu_set_t mask;
    CPU_ZERO(&mask);
    for (const CpuId cpu : cpus)
        CPU_SET(cpu.number, &mask);
    ::sched_setaffinity(0, sizeof mask, &mask);
}

void serve() {
    mount_file_systems();
    hurry_grace_periods();
    make_lock_probe(); // patches text, so before the second CPU runs
    ComingProcessors processors;
    const KernelOffers kernel = KernelOffers::read();
    processors.wait();
    const GuestFacts facts = read_guest_facts(kernel);
    stay_on(facts.online.minus(facts.isolated));
    Port port(patience);
    port.say(wire::Hello{wire::protocol_version, CLOISTER_VERSION, facts}, patience);
    serve_trial(port, kernel, parse_document<TrialSpec>(port.receive(patience).payload));
    parse_document<wire::PowerOff>(port.receive(patience).payload);
}

} // namespace
} // namespace cloister::agent

int main() {
    try {
        cloister::agent::serve();
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "cloister agent: %s\n", failure.what());
    }
    cloister::agent::power_off();
    return 1; // not PID 1
}

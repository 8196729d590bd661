// SPDX-License-Identifier: GPL-2.0-or-later
// PID 1 of the guest: hello → one trial, a shell, or fuzzing → power off; or what it was ordered to do alone.
// Whatever happens, it ends with the machine off, and a failure says one line on the console first. Started
// from that shell, it does a trial by hand. Runs on: guest.
#include "orchestrator/agent/file_systems.hpp"
#include "orchestrator/agent/grace_periods.hpp"
#include "orchestrator/agent/guest_facts.hpp"
#include "orchestrator/agent/known_races.hpp"
#include "orchestrator/agent/modules.hpp"
#include "orchestrator/agent/port.hpp"
#include "orchestrator/agent/power_off.hpp"
#include "orchestrator/agent/processors.hpp"
#include "orchestrator/agent/serve_cost.hpp"
#include "orchestrator/agent/serve_fuzz.hpp"
#include "orchestrator/agent/shell.hpp"
#include "orchestrator/agent/trial.hpp"
#include "probes/boot_events.hpp"
#include "probes/boot_instance.hpp"
#include "probes/call_kprobes.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/lock_probe.hpp"
#include "probes/send_kprobes.hpp"

#include <cstdio>
#include <exception>
#include <unistd.h>

namespace cloister::agent {
namespace {

// The host's word may come late: it waits for a terminal, a disk, another guest.
constexpr std::chrono::seconds patience{60};

void serve() {
    mount_file_systems();
    pass_over_known_races();
    hurry_grace_periods();
    load_modules();
    if (has_cost_order())
        return serve_cost();
    LockProbe made = LockProbe::absent;
    std::optional<TraceInstance> instance;
    const std::string command_line = read_file("/proc/cmdline");
    if (has_boot_instance(command_line)) { // patches text, so before the second CPU runs
        instance = make_boot_instance();
        made = make_lock_probe();
        make_send_kprobes();
        make_call_kprobes();
    }
    ComingProcessors processors;
    Port port(patience);
    port.say(wire::Hello{wire::protocol_version, CLOISTER_VERSION, read_guest_facts()}, patience);
    const auto symbols = parse_document<wire::Symbols>(port.receive(patience).payload);
    const auto spec = parse_document<TrialSpec>(port.receive(patience).payload);
    if (wants_shell(command_line))
        return serve_shell(port, processors, made, symbols, spec);
    if (wants_fuzz(command_line))
        serve_fuzz(port, processors, spec);
    else
        serve_trial(port, processors, made, symbols, spec);
    parse_document<wire::PowerOff>(port.receive(patience).payload);
}

} // namespace
} // namespace cloister::agent

int main(int count, char** words) {
    if (::getpid() != 1)
        return cloister::agent::trial_by_hand({words + 1, words + count});
    try {
        cloister::agent::serve();
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "cloister agent: %s\n", failure.what());
    }
    cloister::agent::power_off();
    return 1; // a machine that does not go off
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/boot.hpp"

#include "orchestrator/plan/workload_names.hpp"
#include "probes/boot_instance.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

void remark_guest(const TrialSetUp& set_up, const GuestFacts& guest) {
    remark(set_up, "agent",
           fmt::format("{}: CPUs {} online, isolated {}, nohz_full {}, drain mode {}", guest.release,
                       guest.online.list(), guest.isolated.list(), guest.nohz_full.list(),
                       guest.drain_mode.value_or("not read back")));
}

} // namespace

void remark(const TrialSetUp& set_up, const char* source, const std::string& line) {
    if (set_up.on_remark)
        set_up.on_remark(source, line);
}

GuestSpec guest_spec(const TrialSetUp& set_up, const TrialSpec& spec) {
    GuestSpec guest;
    guest.kernel = set_up.kernel.image;
    guest.initramfs = set_up.initramfs;
    guest.command_line = spec.mode.command_line;
    if (subject_kind(spec.subject) != SubjectKind::none && spec.probes == Probes::armed) {
        guest.command_line.push_back(boot_instance_parameter());
        if (set_up.kernel.config.find("\nCONFIG_LOCK_STAT=y\n") != std::string::npos)
            guest.command_line.push_back(lock_instance_parameter());
    }
    guest.cpus = spec.cpus;
    guest.memory_mib = spec.memory_mib;
    guest.directory = set_up.directory;
    guest.cell = spec.cell.mode + " " + spec.cell.workload;
    guest.seed = spec.seed + spec.repetition - 1; // repeated, not copied
    guest.kernel_entries = spec.kernel_entries;
    guest.on_remark = set_up.on_remark;
    return guest;
}

Task<void> verify(Conversation& agent, const TrialSetUp& set_up, TrialRecord& record) {
    const Deadlines& deadlines = record.spec.deadlines;
    const auto hello = co_await agent.expect<wire::Hello>(deadlines.boot, "boot", "the agent's hello");
    if (hello.protocol != wire::protocol_version)
        throw LabError(Fault::lab, "boot",
                       "the agent speaks protocol " + std::to_string(hello.protocol) + ", not " +
                           std::to_string(wire::protocol_version) + ": build both anew");
    record.guest = hello.facts;
    record.cloister.agent = hello.build;
    const wire::Symbols symbols{set_up.symbols.for_probes};
    co_await agent.say(symbols, "verify");
    co_await agent.say(record.spec, "verify");
    record.guest =
        (co_await agent.expect<wire::Verified>(deadlines.arm + grace, "verify", "the agent's read-back"))
            .facts;
    remark_guest(set_up, *record.guest);
}

} // namespace cloister

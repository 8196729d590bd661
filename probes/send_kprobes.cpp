// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/send_kprobes.hpp"

#include "probes/kprobe.hpp"

#include <filesystem>
#include <string>

namespace cloister {
namespace {

// The stack of a probe is taken from the byte behind its breakpoint, unless the kernel knows better (6.3,
// "signal=0" in arch/x86/entry/entry_64.S): behind a push of one byte the next instruction begins, and the
// stack ends at once. So the probe goes on the first instruction that is longer, before which nothing but
// such pushes come; where one begins the kernel tells by taking a probe there.
std::string behind_short_pushes(const char* function) {
    const EventName trial{kprobe_system, "begins_there"};
    constexpr int most_pushes = 6; // all registers that a callee saves
    int pushes = 0;
    const auto behind = [function](int bytes) {
        return bytes == 0 ? std::string(function) : std::string(function) + "+" + std::to_string(bytes);
    };
    while (pushes < most_pushes && probe_entry(trial, behind(pushes + 1), "")) {
        remove_kprobe(trial);
        ++pushes;
    }
    return behind(pushes);
}

} // namespace

void make_send_kprobes() {
    if (!has_kprobes() || std::filesystem::exists(TraceInstance::tracing_dir() + "/events/ipi/ipi_send_cpu"))
        return;
    for (const SendKprobe& each : send_kprobes::all) {
        const EventName event{kprobe_system, each.event};
        if (probe_entry(event, behind_short_pushes(each.function), each.arguments) ||
            (each.else_function != nullptr && probe_entry(event, each.else_function, each.arguments)))
            switch_kprobe(our_instance(), event, "1");
    }
}

} // namespace cloister

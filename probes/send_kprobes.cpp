// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/send_kprobes.hpp"

#include "probes/kprobe.hpp"

#include <filesystem>

namespace cloister {

void make_send_kprobes() {
    if (!has_kprobes() || std::filesystem::exists(TraceInstance::tracing_dir() + "/events/ipi/ipi_send_cpu"))
        return;
    for (const SendKprobe& each : send_kprobes::all) {
        const EventName event{kprobe_system, each.event};
        if (probe_entry(event, each.function, each.arguments) ||
            (each.else_function != nullptr && probe_entry(event, each.else_function, each.arguments)))
            switch_kprobe(our_instance(), event, "1");
    }
}

} // namespace cloister

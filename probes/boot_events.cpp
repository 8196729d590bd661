// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/boot_events.hpp"

#include "probes/boot_instance.hpp"

#include <filesystem>

namespace cloister {

std::optional<TraceInstance> make_boot_instance() {
    const std::string directory = TraceInstance::tracing_dir();
    if (std::filesystem::exists(directory + "/instances/" + trace_instance_name))
        return std::nullopt;
    constexpr unsigned long least_kib = 4; // the trial says how much it needs
    std::optional<TraceInstance> instance(std::in_place, trace_instance_name);
    instance->hold(least_kib);
    for (const std::string& name : boot_events()) {
        const EventName event{name.substr(0, name.find(':')), name.substr(name.find(':') + 1)};
        if (std::filesystem::exists(directory + "/events/" + event.path()))
            instance->enable(event);
    }
    return instance;
}

} // namespace cloister

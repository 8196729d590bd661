// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kprobe.hpp"

#include "probes/boot_instance.hpp"
#include "probes/kernelfs/file.hpp"

#include <filesystem>
#include <stdexcept>

namespace cloister {

std::string our_instance() {
    return std::string("/instances/") + trace_instance_name;
}

bool has_kprobes() {
    return std::filesystem::exists(TraceInstance::tracing_dir() + "/kprobe_events");
}

bool probe_entry(const EventName& event, const std::string& function, const char* arguments) {
    try {
        add_kprobe(event, function, arguments);
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

bool switch_kprobe(const std::string& instance, const EventName& event, const char* switched) {
    const std::string enable =
        TraceInstance::tracing_dir() + instance + "/events/" + event.path() + "/enable";
    if (!std::filesystem::exists(enable))
        return false;
    write_file(enable, switched);
    return true;
}

} // namespace cloister

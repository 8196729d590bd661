// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/place.hpp"

#include "orchestrator/host/control_group.hpp"
#include "orchestrator/host/cpu_mask.hpp"
#include "orchestrator/host/kernel_thread.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/open_file.hpp"

namespace cloister {
namespace {

// "[madvise]" of "always [madvise] never"; a file that marks none holds one word.
std::string word_in_force(const std::string& choice) {
    for (const std::string& word : words_of(choice))
        if (word.size() > 2 && word.front() == '[' && word.back() == ']')
            return word.substr(1, word.size() - 2);
    return choice;
}

// Emptied first, as a shell's ">" does: no kernel file minds, and a plain one must not keep what was longer.
void write_value(const std::string& path, const std::string& value) {
    const OpenFile file(path, O_WRONLY | O_TRUNC);
    check_errno(::write(file.number(), value.data(), value.size()), "write '" + value + "' to", path);
}

int thread_of(const KnobPlace& place) {
    return std::stoi(place.path.substr(place.path.rfind('/') + 1));
}

std::optional<std::string> read_thread(const HostTree& host, const KnobPlace& place) {
    const std::optional<KernelThread> thread = kernel_thread(host, thread_of(place));
    if (!thread || thread->started != place.started)
        return std::nullopt;
    try {
        return host.cpus_of_thread(thread->id).list();
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::no_such_process) // it has ended meanwhile
            return std::nullopt;
        throw;
    }
}

std::string read_text(KnobKind kind, const std::string& text) {
    if (kind == KnobKind::choice)
        return word_in_force(text);
    if (kind == KnobKind::cpu_list)
        return CpuSet::parse(text).list();
    if (kind == KnobKind::cpu_mask)
        return parse_cpu_mask(text).list();
    return text;
}

} // namespace

std::optional<std::string> read_place(const HostTree& host, const KnobPlace& place) {
    switch (place.kind) {
    case KnobKind::thread:
        return read_thread(host, place);
    case KnobKind::controller:
        return has_cpuset(host.file(place.path)) ? "on" : "off";
    case KnobKind::group:
        return control_group(host.file(place.path));
    case KnobKind::text:
    case KnobKind::choice:
    case KnobKind::cpu_list:
    case KnobKind::cpu_mask:
        break;
    }
    const std::optional<std::string> text = read_knob(host.file(place.read_from.value_or(place.path)));
    return text ? std::optional(read_text(place.kind, *text)) : std::nullopt;
}

void write_place(const HostTree& host, const KnobPlace& place, const std::string& value) {
    switch (place.kind) {
    case KnobKind::thread:
        return host.bind_thread(thread_of(place), CpuSet::parse(value));
    case KnobKind::controller:
        return write_file(host.file(place.path), value == "on" ? "+cpuset" : "-cpuset");
    case KnobKind::group:
        return set_control_group(host.file(place.path), value);
    case KnobKind::cpu_mask:
        return write_value(host.file(place.path), cpu_mask(CpuSet::parse(value)));
    case KnobKind::text:
    case KnobKind::choice:
    case KnobKind::cpu_list:
        return write_value(host.file(place.path), value);
    }
}

} // namespace cloister

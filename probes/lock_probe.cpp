// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/lock_probe.hpp"

#include "probes/boot_instance.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/lock_kprobe.hpp"

#include <filesystem>
#include <stdexcept>

namespace cloister {
namespace {

// With CONFIG_PARAVIRT_SPINLOCKS the first, and under a KVM that offers it the second; else the third.
constexpr const char* native_slow_path = "native_queued_spin_lock_slowpath";
constexpr const char* paravirt_slow_path = "__pv_queued_spin_lock_slowpath";
constexpr const char* only_slow_path = "queued_spin_lock_slowpath";

constexpr const char* optimization = "/proc/sys/debug/kprobes-optimization"; // CONFIG_OPTPROBES

// Whether it is there to be probed; where no slow path is, the probe says why it is not there.
bool probe_entry(const char* function) {
    try {
        add_kprobe(lock_contended(), function, "lock=%di:x64"); // the first argument on x86-64
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

// Whether it is there to be switched.
bool switch_in(const std::string& instance, const char* switched) {
    const std::string enable =
        TraceInstance::tracing_dir() + instance + "/events/" + lock_contended().path() + "/enable";
    if (!std::filesystem::exists(enable))
        return false;
    write_file(enable, switched);
    return true;
}

constexpr const char* kernels_own = "";

} // namespace

const EventName& lock_contended() {
    static const EventName event{lock_kprobe::system, lock_kprobe::event};
    return event;
}

LockProbe make_lock_probe() {
    if (!std::filesystem::exists(TraceInstance::tracing_dir() + "/kprobe_events"))
        return LockProbe::absent;
    if (std::filesystem::exists(optimization))
        write_file(optimization, "0");
    probe_entry(probe_entry(native_slow_path) ? paravirt_slow_path : only_slow_path);
    if (switch_in(std::string("/instances/") + trace_instance_name, "1"))
        return LockProbe::in_our_instance;
    return switch_in(kernels_own, "1") ? LockProbe::in_kernels_own : LockProbe::absent;
}

void leave_to_our_instance(LockProbe made) {
    if (made == LockProbe::in_kernels_own)
        switch_in(kernels_own, "0");
}

std::uint64_t lock_probe_misses() {
    return misses_in(read_knob(TraceInstance::tracing_dir() + "/kprobe_profile").value_or(""));
}

std::uint64_t misses_in(std::string_view kprobe_profile) {
    std::uint64_t misses = 0;
    for (const std::string& line : lines_of(kprobe_profile))
        if (const std::vector<std::string> words = words_of(line);
            words.size() == 3 && words.front() == lock_contended().event)
            misses += std::stoull(words.back());
    return misses;
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/lock_probe.hpp"

#include "probes/kernelfs/file.hpp"
#include "probes/kprobe.hpp"
#include "probes/lock_kprobe.hpp"

#include <filesystem>

namespace cloister {
namespace {

// With CONFIG_PARAVIRT_SPINLOCKS the first, and under a KVM that offers it the second; else the third.
constexpr const char* native_slow_path = "native_queued_spin_lock_slowpath";
constexpr const char* paravirt_slow_path = "__pv_queued_spin_lock_slowpath";
constexpr const char* only_slow_path = "queued_spin_lock_slowpath";

constexpr const char* optimization = "/proc/sys/debug/kprobes-optimization"; // CONFIG_OPTPROBES

// Where no slow path is, the probe says why it is not there.
bool probe_slow_path(const char* function) {
    return probe_entry(lock_contended(), function, "lock=%di:x64"); // the first argument on x86-64
}

} // namespace

const EventName& lock_contended() {
    static const EventName event{kprobe_system, lock_kprobe::event};
    return event;
}

LockProbe make_lock_probe() {
    if (!has_kprobes())
        return LockProbe::absent;
    if (std::filesystem::exists(optimization))
        write_file(optimization, "0");
    probe_slow_path(probe_slow_path(native_slow_path) ? paravirt_slow_path : only_slow_path);
    if (switch_kprobe(our_instance(), lock_contended(), "1"))
        return LockProbe::in_our_instance;
    return switch_kprobe(kernels_own_instance, lock_contended(), "1") ? LockProbe::in_kernels_own
                                                                      : LockProbe::absent;
}

void leave_to_our_instance(LockProbe made) {
    if (made == LockProbe::in_kernels_own)
        switch_kprobe(kernels_own_instance, lock_contended(), "0");
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

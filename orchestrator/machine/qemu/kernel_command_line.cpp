// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/kernel_command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cloister {
namespace {

using Arguments = std::vector<std::string>;

// A CPU without a constant_tsc flag, which TCG cannot have, calibrates its delay loop anew: a quarter of a
// second for each that comes online, and then "failed to get a good estimate". The loop reads the TSC, which
// is the host's: so it is told. At 250 Hz, as our kernels and Debian's tick; at 1,000 it waits too long, no
// more.
std::string preset_delay(std::uint64_t tsc_megahertz) {
    constexpr std::uint64_t jiffies_per_second = 250;
    return fmt::format("lpj={}", tsc_megahertz * 1'000'000 / jiffies_per_second);
}

// Without a known TSC rate, which TCG cannot tell, the kernel measures it anew and moves from clock source
// tsc-early to tsc a second after boot, by a stop_machine() that would lie in the window. It is the same
// counter; and told its rate, the kernel does not measure it at boot, which on a busy host went wrong by a
// factor of two.
std::string known_rate(std::uint64_t tsc_megahertz) {
    return fmt::format("tsc_early_khz={}", tsc_megahertz * 1000);
}
constexpr const char* keep_clock_source = "initcall_blacklist=init_tsc_clocksource";

// The kernel panics ("IO-APIC + timer doesn't work") when five ticks do not come within 40e9/HZ TSC cycles,
// 60 ms of the host's time (timer_irq_works(), io_apic.c); a busy host keeps a guest waiting longer. Under
// KVM the kernel leaves the check out by itself.
constexpr const char* trust_timer = "no_timer_check";

// A kernel that boots on one CPU takes the lock prefixes out of its text, and patches them all back in when
// the second comes: a tenth of a second, and text that is patched (alternatives_enable_smp()).
constexpr const char* keep_smp_code = "noreplace-smp";

// The first memory cgroup switches its accounting of kernel memory, sockets and BPF on by patching text
// (mem_cgroup_css_online()). Pages are charged all the same.
constexpr const char* keep_cgroup_code = "cgroup.memory=nokmem,nosocket,nobpf";

std::string exact_kernel_command_line(const GuestSpec& spec) {
    // The agent brings the other CPUs, beside a task that pauses (agent/pausing_task.hpp). norandmaps: what a
    // kernel draws is its own, and where a program lies decides how many page tables a fork copies.
    // keep_smp_code: on one CPU there would be no lock prefix to count.
    Arguments words{"console=ttyS0", "panic=-1", "loglevel=5", "random.trust_cpu=off",
                    "maxcpus=1",     "nokaslr",  "norandmaps", keep_smp_code};
    words.insert(words.end(), spec.command_line.begin(), spec.command_line.end());
    return fmt::format("{}", fmt::join(words, " "));
}

} // namespace

std::string kernel_command_line(const GuestSpec& spec, Accelerator accelerator, std::uint64_t tsc_megahertz) {
    if (spec.costs)
        return exact_kernel_command_line(spec);
    // -no-reboot and panic=-1: a panic ends QEMU, and so the wait for it.
    Arguments words{"console=ttyS0", "panic=-1", "loglevel=5", "random.trust_cpu=on"};
    // QEMU before 8.1 may translate text that another vCPU is patching and keep the breakpoint it saw (commit
    // deba78709ae8): seen as "Oops: int3" in one boot of ten. The boot patches text alone, and the agent
    // brings the other CPUs online.
    if (accelerator == Accelerator::tcg)
        words.insert(words.end(), {"maxcpus=1", keep_smp_code, keep_cgroup_code, preset_delay(tsc_megahertz),
                                   known_rate(tsc_megahertz), keep_clock_source, trust_timer});
    words.insert(words.end(), spec.command_line.begin(), spec.command_line.end());
    return fmt::format("{}", fmt::join(words, " "));
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/command_line.hpp"

#include "orchestrator/machine/qemu/find_qemu.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cloister {
namespace {

using Arguments = std::vector<std::string>;

// By the count of instructions, one a nanosecond of the guest's time, whose beginning is fixed: the same each
// time. -cpu qemu64 leaves out what the host's CPU may have and another's may not, rdrand above all.
Arguments exact_processor() {
    return {"-accel", "tcg,thread=single",        "-icount", "shift=0,sleep=off,align=off",
            "-rtc",   "base=2021-01-01,clock=vm", "-cpu",    "qemu64"};
}

Arguments processor(const GuestSpec& spec, Accelerator accelerator) {
    if (spec.costs)
        return exact_processor();
    if (accelerator == Accelerator::kvm)
        return {"-accel", "kvm", "-cpu", "host"};
    // One host thread per vCPU; 5-level page tables only make translation slower.
    return {"-accel", "tcg,thread=multi", "-cpu", "max,la57=off"};
}

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

Arguments channel(const std::string& name, int descriptor) {
    return {"-chardev", fmt::format("socket,id={},fd={}", name, descriptor)};
}

// With QEMU's own keys on it: Ctrl-A X ends the guest. Ctrl-C goes to the guest.
Arguments console(const GuestSpec& spec, int descriptor) {
    Arguments arguments = channel("console", descriptor);
    if (spec.on_terminal)
        arguments = {"-chardev", "stdio,id=console,mux=on,signal=off", "-mon", "chardev=console"};
    arguments.insert(arguments.end(), {"-serial", "chardev:console"});
    return arguments;
}

// As QEMU wants a comma inside an option's value.
std::string with_commas_doubled(const std::string& value) {
    std::string doubled;
    for (const char each : value)
        doubled += each == ',' ? std::string(",,") : std::string(1, each);
    return doubled;
}

std::string plugin_argument(const EntryCounter& counter) {
    std::string argument =
        fmt::format("{},out={}", with_commas_doubled(counter.plugin), with_commas_doubled(counter.log));
    if (!counter.key_sites.empty())
        argument += ",sites=" + with_commas_doubled(counter.key_sites);
    return argument;
}

} // namespace

std::vector<std::string> qemu_command_line(const GuestSpec& spec, Accelerator accelerator,
                                           const QemuChannels& channels, std::uint64_t tsc_megahertz,
                                           const std::optional<EntryCounter>& entry_counter) {
    Arguments all{qemu_program, "-nodefaults", "-no-user-config", "-no-reboot",
                  "-display",   "none",        "-machine",        "q35"};
    const auto add = [&](const Arguments& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(processor(spec, accelerator));
    add({"-smp", std::to_string(spec.cpus), "-m", fmt::format("{}M", spec.memory_mib)});
    // What the guest draws at random, its address layout above all. Under KVM the CPU's own RDRAND is not
    // ours.
    add({"-seed", std::to_string(spec.seed)});
    add({"-kernel", spec.kernel.string(), "-initrd", spec.initramfs.string(), "-append",
         kernel_command_line(spec, accelerator, tsc_megahertz)});
    add(channel("qmp", channels.qmp));
    add({"-mon", "chardev=qmp,mode=control"});
    add(console(spec, channels.console));
    if (!spec.costs) {
        add(channel("agent", channels.agent));
        add({"-device", "virtio-serial-pci", "-device", "virtserialport,chardev=agent,name=cloister.agent"});
    }
    if (entry_counter)
        add({"-plugin", plugin_argument(*entry_counter)});
    return all;
}

} // namespace cloister

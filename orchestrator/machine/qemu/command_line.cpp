// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/command_line.hpp"

#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/kernel_command_line.hpp"

#include <fmt/format.h>

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

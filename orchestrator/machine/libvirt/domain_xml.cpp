// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/domain_xml.hpp"

#include "orchestrator/base/escaped_markup.hpp"
#include "orchestrator/machine/qemu/kernel_command_line.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

// The guest has no disk, and so its I/O thread nothing to do; where it idles is told all the same.
std::string tuning(const Placement& placement) {
    std::string text = "  <cputune>\n";
    for (std::size_t vcpu = 0; vcpu < placement.vcpus.size(); ++vcpu)
        text += fmt::format("    <vcpupin vcpu='{}' cpuset='{}'/>\n", vcpu, placement.vcpus[vcpu].number);
    return text + fmt::format("    <emulatorpin cpuset='{0}'/>\n"
                              "    <iothreadpin iothread='1' cpuset='{0}'/>\n"
                              "  </cputune>\n",
                              placement.others.list());
}

// A page that is swapped out or merged is a fault of the host's in the middle of a window. Not under TCG: its
// times say nothing, and mlockall() would take its translation buffer's gigabyte as well.
std::string memory_backing(Accelerator accelerator) {
    if (accelerator == Accelerator::tcg)
        return "";
    return "  <memoryBacking>\n"
           "    <nosharepages/>\n"
           "    <locked/>\n"
           "  </memoryBacking>\n";
}

std::string boot(const GuestSpec& spec, Accelerator accelerator, const DomainLab& lab) {
    return fmt::format("  <os>\n"
                       "    <type arch='x86_64' machine='q35'>hvm</type>\n"
                       "    <kernel>{}</kernel>\n"
                       "    <initrd>{}</initrd>\n"
                       "    <cmdline>{}</cmdline>\n"
                       "  </os>\n",
                       escaped_markup(lab.kernel), escaped_markup(lab.initramfs),
                       escaped_markup(kernel_command_line(spec, accelerator, lab.tsc_megahertz)));
}

// Without <acpi/> libvirt says -no-acpi, where QEMU by itself has it. hint-dedicated tells the guest's kernel
// that its CPUs are nobody else's (KVM_HINTS_REALTIME): it must be true.
std::string features(Accelerator accelerator, const Placement& placement) {
    const bool dedicated = accelerator == Accelerator::kvm && placement.dedicated;
    return fmt::format("  <features>\n"
                       "    <acpi/>\n"
                       "    <apic/>\n"
                       "{}"
                       "  </features>\n",
                       dedicated ? "    <kvm>\n"
                                   "      <hint-dedicated state='on'/>\n"
                                   "    </kvm>\n"
                                 : "");
}

// One socket, as QEMU lays out -smp N by itself. TCG has a thread each by default.
std::string processor(const GuestSpec& spec, Accelerator accelerator) {
    const std::string topology =
        fmt::format("    <topology sockets='1' dies='1' cores='{}' threads='1'/>\n", spec.cpus);
    if (accelerator == Accelerator::kvm)
        return "  <cpu mode='host-passthrough' check='none'>\n" + topology + "  </cpu>\n";
    return "  <cpu mode='maximum' check='none'>\n" + topology +
           "    <feature policy='disable' name='la57'/>\n"
           "  </cpu>\n";
}

// In the slot where QEMU puts it by itself: otherwise libvirt adds a port to plug it into.
constexpr const char* serial_controller = "    <controller type='usb' model='none'/>\n"
                                          "    <controller type='virtio-serial' index='0'>\n"
                                          "      <address type='pci' domain='0x0000' bus='0x00' slot='0x01' "
                                          "function='0x0'/>\n"
                                          "    </controller>\n";

std::string devices(const DomainLab& lab) {
    return fmt::format("  <devices>\n"
                       "    <emulator>{}</emulator>\n"
                       "{}"
                       "    <serial type='unix'>\n"
                       "      <source mode='connect' path=\"{}\"/>\n"
                       "      <target type='isa-serial' port='0'/>\n"
                       "    </serial>\n"
                       "    <channel type='unix'>\n"
                       "      <source mode='connect' path=\"{}\"/>\n"
                       "      <target type='virtio' name='cloister.agent'/>\n"
                       "    </channel>\n"
                       "    <memballoon model='none'/>\n"
                       "  </devices>\n",
                       escaped_markup(lab.emulator), serial_controller, escaped_markup(lab.console),
                       escaped_markup(lab.agent));
}

} // namespace

std::string domain_xml(const GuestSpec& spec, Accelerator accelerator, const DomainLab& lab) {
    std::string text = fmt::format(
        "<domain type='{}' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>\n"
        "  <name>{}</name>\n"
        "  <memory unit='MiB'>{}</memory>\n",
        accelerator == Accelerator::kvm ? "kvm" : "qemu", escaped_markup(lab.name), spec.memory_mib);
    text += memory_backing(accelerator);
    text += fmt::format("  <vcpu placement='static'>{}</vcpu>\n"
                        "  <iothreads>1</iothreads>\n",
                        spec.cpus);
    text += tuning(lab.placement) + boot(spec, accelerator, lab) + features(accelerator, lab.placement) +
            processor(spec, accelerator);
    // A panic ends QEMU, and so the wait for it.
    text += "  <clock offset='utc'/>\n"
            "  <on_poweroff>destroy</on_poweroff>\n"
            "  <on_reboot>destroy</on_reboot>\n"
            "  <on_crash>destroy</on_crash>\n";
    text += devices(lab);
    // libvirt has no word for what a guest draws at random (decision 25).
    return text + fmt::format("  <qemu:commandline>\n"
                              "    <qemu:arg value='-seed'/>\n"
                              "    <qemu:arg value='{}'/>\n"
                              "  </qemu:commandline>\n"
                              "</domain>\n",
                              spec.seed);
}

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/command_line.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

std::string line(Accelerator accelerator) {
    GuestSpec spec;
    spec.kernel = "bzImage";
    spec.initramfs = "initramfs.cpio";
    spec.seed = 7;
    spec.command_line = {"nohz_full=2-3", "remote_drain=on"};
    return fmt::format("{}", fmt::join(qemu_command_line(spec, accelerator, {3, 4, 5}, 2594), " "));
}

TEST(QemuCommandLine, TranslatesWithOneThreadForEachCpu) {
    EXPECT_EQ(line(Accelerator::tcg),
              "qemu-system-x86_64 -nodefaults -no-user-config -no-reboot -display none -machine q35 "
              "-accel tcg,thread=multi -cpu max,la57=off -smp 4 -m 1024M -seed 7 "
              "-kernel bzImage -initrd initramfs.cpio "
              "-append console=ttyS0 panic=-1 loglevel=5 random.trust_cpu=on maxcpus=1 noreplace-smp "
              "cgroup.memory=nokmem,nosocket,nobpf lpj=10376000 tsc_early_khz=2594000 "
              "initcall_blacklist=init_tsc_clocksource no_timer_check "
              "nohz_full=2-3 remote_drain=on "
              "-chardev socket,id=qmp,fd=3 -mon chardev=qmp,mode=control "
              "-chardev socket,id=console,fd=4 -serial chardev:console "
              "-chardev socket,id=agent,fd=5 -device virtio-serial-pci "
              "-device virtserialport,chardev=agent,name=cloister.agent");
}

TEST(QemuCommandLine, LeavesTheCpuToKvm) {
    EXPECT_NE(line(Accelerator::kvm).find(" -accel kvm -cpu host "), std::string::npos);
    EXPECT_EQ(line(Accelerator::kvm).find("maxcpus="), std::string::npos);
    EXPECT_EQ(line(Accelerator::kvm).find("lpj="), std::string::npos);
    EXPECT_EQ(line(Accelerator::kvm).find("initcall_blacklist="), std::string::npos);
}

TEST(QemuCommandLine, GivesTheTerminalToItsConsole) {
    GuestSpec spec;
    spec.on_terminal = true;
    const std::string words =
        fmt::format("{}", fmt::join(qemu_command_line(spec, Accelerator::tcg, {3, 4, 5}, 2594), " "));
    EXPECT_NE(words.find(" -chardev stdio,id=console,mux=on,signal=off "
                         "-mon chardev=console -serial chardev:console "),
              std::string::npos);
    EXPECT_EQ(words.find("fd=4"), std::string::npos);
}

TEST(QemuCommandLine, CountsKernelEntriesByAPlugin) {
    const EntryCounter counter{"/build/kernel-entries.so",
                               "trials/6.12,local,spin+none/1/kernel-entries.log"};
    const std::vector<std::string> words = qemu_command_line({}, Accelerator::tcg, {3, 4, 5}, 2594, counter);
    ASSERT_GT(words.size(), 2U);
    EXPECT_EQ(words[words.size() - 2], "-plugin");
    EXPECT_EQ(words.back(),
              "/build/kernel-entries.so,out=trials/6.12,,local,,spin+none/1/kernel-entries.log");
    EXPECT_EQ(line(Accelerator::tcg).find("-plugin"), std::string::npos);
}

TEST(QemuCommandLine, RunsByTheInstructionCountWhereCostsAreTold) {
    GuestSpec spec;
    spec.kernel = "bzImage";
    spec.initramfs = "initramfs.cpio";
    spec.cpus = 2;
    spec.command_line = {"nohz_full=1"};
    spec.costs = "costs.log";
    const EntryCounter counter{"/build/operation-costs.so", *spec.costs, "key-sites"};
    EXPECT_EQ(
        fmt::format("{}",
                    fmt::join(qemu_command_line(spec, Accelerator::tcg, {3, 4, 5}, 2594, counter), " ")),
        "qemu-system-x86_64 -nodefaults -no-user-config -no-reboot -display none -machine q35 "
        "-accel tcg,thread=single -icount shift=0,sleep=off,align=off -rtc base=2021-01-01,clock=vm "
        "-cpu qemu64 -smp 2 -m 1024M -seed 1 -kernel bzImage -initrd initramfs.cpio "
        "-append console=ttyS0 panic=-1 loglevel=5 random.trust_cpu=off maxcpus=1 nokaslr "
        "norandmaps noreplace-smp nohz_full=1 -chardev socket,id=qmp,fd=3 -mon chardev=qmp,mode=control "
        "-chardev socket,id=console,fd=4 -serial chardev:console "
        "-plugin /build/operation-costs.so,out=costs.log,sites=key-sites");
}

} // namespace
} // namespace cloister

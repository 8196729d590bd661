// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/chosen_machine.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/machine/fake/no_kernel.hpp"
#include "orchestrator/machine/libvirt/libvirt_machine.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/prove_kvm.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

std::string digest_text(const KernelFacts& kernel) {
    return kernel.digest.empty() ? "none" : kernel.digest;
}

KernelImage named_by(const TrialRecord& record) {
    const std::string& reference = record.spec.cell.kernel;
    if (record.machine.backend == "fake")
        return fake::no_kernel(reference);
    if (parse_kernel_reference(reference).is_image())
        return load_image(reference);
    if (std::optional<KernelImage> built = KernelCache(cache_directory()).with_digest(record.kernel.digest))
        return *std::move(built);
    throw LabError(Fault::wrong_use, "kernel",
                   fmt::format("kernel {} of that run is not in the cache any more ({}): build it as it was, "
                               "or measure it anew: cloister run",
                               reference, digest_text(record.kernel)));
}

// A user's image or a mutant that does not boot says nothing about KVM.
bool is_known_to_boot(const std::string& reference) {
    const KernelReference kernel = parse_kernel_reference(reference);
    return !kernel.is_image() && kernel.mutant.empty();
}

} // namespace

KernelImage kernel_of(const Scenario& scenario, const std::filesystem::path& source) {
    if (scenario.machine == MachineChoice::fake)
        return fake::no_kernel(scenario.kernel);
    KernelImage kernel = find_kernel(parse_kernel_reference(scenario.kernel), kernel_room(source));
    kernel.facts.reference = scenario.kernel;
    return kernel;
}

KernelImage kernel_of(const TrialRecord& record) {
    KernelImage kernel = named_by(record);
    if (kernel.facts.digest != record.kernel.digest)
        throw LabError(
            Fault::wrong_use, "plan",
            fmt::format("kernel {} is not the one of that run any more: {} then, {} now; measure it "
                        "anew: cloister run",
                        record.spec.cell.kernel, digest_text(record.kernel), digest_text(kernel.facts)));
    kernel.facts.reference = record.spec.cell.kernel;
    return kernel;
}

void expect_our_workload(const TrialSpec& spec) {
    if (spec.subject_command || spec.disturber_command)
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("{} ran a program of yours, which has no part in this: have it again with "
                                   "cloister run",
                                   spec.cell.workload));
}

Accelerator accelerator_of(const Scenario& scenario, const KernelImage& kernel,
                           const std::filesystem::path& initramfs, const std::filesystem::path& directory,
                           const OnRemark& on_remark) {
    if (scenario.accelerator == AcceleratorChoice::tcg)
        return Accelerator::tcg;
    GuestSpec spec;
    spec.kernel = kernel.image;
    spec.initramfs = initramfs;
    spec.cpus = 1;
    spec.memory_mib = 256;
    spec.directory = directory;
    spec.on_remark = on_remark;
    const KvmProof proof = prove_kvm(std::move(spec), {kvm_memory(), is_known_to_boot(scenario.kernel)});
    if (proof.works)
        return Accelerator::kvm;
    if (scenario.accelerator == AcceleratorChoice::kvm)
        throw LabError(Fault::lab, "boot",
                       "no KVM: " + proof.why + "; --accel tcg runs anywhere, counts are exact");
    return Accelerator::tcg;
}

void expect_machine(const Scenario& scenario) {
    switch (scenario.machine) {
    case MachineChoice::fake:
        return;
    case MachineChoice::libvirt: // it starts the QEMU that is on PATH, and KVM is proved by one of ours
        expect_qemu();
        expect_libvirt(scenario.machine_at);
        return;
    case MachineChoice::qemu:
        expect_qemu();
        return;
    }
}

std::unique_ptr<Machine> machine_of(const Scenario& scenario, Accelerator accelerator,
                                    std::filesystem::path plugin) {
    if (scenario.machine == MachineChoice::libvirt)
        return std::make_unique<LibvirtMachine>(scenario.machine_at, accelerator);
    return std::make_unique<QemuMachine>(accelerator, std::move(plugin));
}

} // namespace cloister

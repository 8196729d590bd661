// SPDX-License-Identifier: GPL-2.0-or-later
// What this host can and cannot give, each with its remedy. Looks, and changes nothing.
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/machine/qemu/prove_kvm.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr int unavailable = 69;

struct Finding {
    bool good;
    std::string what;
    std::string found;
};

Finding qemu() {
    const std::string version = first_line_of({"qemu-system-x86_64", "--version"});
    return {!version.empty(), "qemu", version.empty() ? "not installed: debian/install-packages" : version};
}

Finding kvm() {
    const std::optional<KvmProof> proof = remembered_kvm_proof(kvm_memory());
    if (!proof)
        return {true, "kvm", "not tried yet: the next run starts a guest under it"};
    return {true, "kvm",
            proof->why + (proof->works ? "" : "; guests run under TCG: counts exact, times indicative")};
}

Finding processors() {
    const CpuSet cpus = usable_cpus();
    return {cpus.size() >= 2, "cpus",
            quantity(cpus.size(), "CPU") + (cpus.size() >= 2 ? "" : ": vCPUs share it, runs will be slow")};
}

Finding source() {
    const Recipe recipe = load_recipe(parse_kernel_reference("6.12"), kernel_data());
    const bool there = std::filesystem::exists(recipe.tarball);
    return {there, "source",
            there ? recipe.tarball.string() : recipe.package + " is not installed: debian/install-packages"};
}

Finding kernel() {
    try {
        return {true, "kernel 6.12",
                find_kernel(parse_kernel_reference("6.12"), {kernel_data(), cache_directory(), {}})
                    .image.string()};
    } catch (const LabError& error) {
        return {false, "kernel 6.12", error.what()};
    }
}

Finding programs() {
    try {
        return {true, "agent", guest_programs().agent.string()};
    } catch (const LabError& error) {
        return {false, "agent", error.what()};
    }
}

} // namespace

int doctor_command() {
    bool all_good = true;
    for (const Finding& finding : {qemu(), kvm(), processors(), source(), kernel(), programs()}) {
        fmt::print("{:<9}{:<13}{}\n", finding.good ? "ok" : "missing", finding.what, finding.found);
        all_good = all_good && finding.good;
    }
    return all_good ? 0 : unavailable;
}

} // namespace cloister

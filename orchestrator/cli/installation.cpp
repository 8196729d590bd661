// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/installation.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "source_tree.hpp"

namespace cloister {

namespace fs = std::filesystem;

namespace {

fs::path here() {
    return fs::read_symlink("/proc/self/exe").parent_path();
}

// Data lies in one tree, alike in both places.
fs::path data_tree() {
    const fs::path installed = here().parent_path() / "share" / "cloister";
    return fs::exists(installed / "guest-kernel-config") ? installed : fs::path(CLOISTER_SOURCE);
}

fs::path plugin(const char* name) {
    const fs::path built = here() / "machine" / name;
    const fs::path installed = here().parent_path() / "libexec" / "cloister" / name;
    for (const fs::path& file : {built, installed})
        if (fs::exists(file))
            return file;
    throw LabError(Fault::lab, "boot",
                   "QEMU's plugin is neither " + built.string() + " nor " + installed.string() +
                       ": build it (a sanitized build has none)");
}

} // namespace

GuestPrograms guest_programs() {
    const GuestPrograms built{here() / "agent" / "agent", here().parent_path() / "workloads" / "workloads"};
    const fs::path libexec = here().parent_path() / "libexec" / "cloister";
    const GuestPrograms installed{libexec / "agent", libexec / "workloads"};
    for (const GuestPrograms& programs : {built, installed})
        if (fs::exists(programs.agent) && fs::exists(programs.workloads))
            return programs;
    throw LabError(Fault::lab, "boot",
                   "the guest's programs are neither in " + built.agent.string() + " nor in " +
                       libexec.string() + ": build them (a sanitized build has none)");
}

fs::path entry_counter() {
    return plugin("kernel-entries.so");
}

fs::path operation_counter() {
    return plugin("operation-costs.so");
}

fs::path kernel_data() {
    return data_tree() / "guest-kernel-config";
}

KernelRoom kernel_room(const fs::path& source) {
    return {kernel_data(), cache_directory(), source};
}

fs::path scenario_data() {
    return data_tree() / "orchestrator" / "scenarios";
}

fs::path recordings() {
    return data_tree() / "orchestrator" / "machine" / "fake" / "recordings" / "smallest.tar.xz";
}

fs::path kvm_memory() {
    return cache_directory() / "proof-of-kvm";
}

} // namespace cloister

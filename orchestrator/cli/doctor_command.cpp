// SPDX-License-Identifier: GPL-2.0-or-later
// What this host can and cannot give, each with its remedy. Looks, and changes nothing.
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/host/host_text.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/machine/qemu/prove_kvm.hpp"
#include "probes/kernelfs/file.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace cloister {
namespace {

namespace fs = std::filesystem;

constexpr int unavailable = 69;
constexpr std::uintmax_t mib = std::uintmax_t{1} << 20U;
constexpr std::uintmax_t build_mib = 3000; // a kernel's tree while it is built
constexpr std::uintmax_t run_mib = 200;    // a run of a dozen trials weighs less
constexpr std::uintmax_t guest_mib = 1024;

enum class State {
    good,
    note,   // a run is possible, and this is what it will be like
    missing // no run without it
};

struct Finding {
    State state;
    std::string what;
    std::string found;
};

Finding qemu() {
    const fs::path program = find_qemu();
    if (program.empty())
        return {State::missing, "QEMU",
                std::string(qemu_program) + " is not on PATH: debian/install-packages"};
    return {State::good, "QEMU", first_line_of({program, "--version"})};
}

Finding kvm() {
    const std::optional<KvmProof> proof = remembered_kvm_proof({kvm_memory()});
    if (!proof)
        return {State::note, "KVM", "not tried yet: the next run starts a guest under it"};
    if (proof->works)
        return {State::good, "KVM", proof->why};
    return {State::note, "KVM", proof->why + ". Guests run under TCG: counts exact, times indicative"};
}

Finding processors() {
    const CpuSet cpus = usable_cpus();
    if (cpus.size() < 2)
        return {State::note, "CPUs", cpus.list() + ": every vCPU shares it, runs will be slow"};
    return {State::good, "CPUs", quantity(cpus.size(), "CPU") + " for vCPUs: " + cpus.list()};
}

Finding load() {
    double minute = 0;
    if (::getloadavg(&minute, 1) != 1)
        return {State::note, "load", "cannot be read"};
    const bool calm = minute < static_cast<double>(usable_cpus().size()) / 2;
    return {calm ? State::good : State::note, "load",
            fmt::format("{:.1f} in the last minute{}", minute,
                        calm ? "" : ": counts stay exact, but slow; times mean nothing until it falls")};
}

Finding memory() {
    std::uintmax_t available = 0;
    for (const std::string& line : lines_of(read_file("/proc/meminfo")))
        if (line.starts_with("MemAvailable:"))
            available = std::stoull(line.substr(13)) / 1024;
    const bool enough = available > 2 * guest_mib;
    return {enough ? State::good : State::note, "memory",
            grouped(available) + " MiB free" +
                (enough ? "" : ": a guest wants " + grouped(guest_mib) + ", or fewer with --memory")};
}

// Where a directory is or will be.
fs::path nearest_existing(fs::path directory) {
    directory = fs::absolute(directory);
    while (!fs::exists(directory))
        directory = directory.parent_path();
    return directory;
}

Finding space(const char* what, const fs::path& directory, std::uintmax_t wanted_mib, const char* remedy) {
    std::error_code error;
    const fs::space_info disk = fs::space(nearest_existing(directory), error);
    if (error)
        return {State::note, what, directory.string() + ": " + error.message()};
    const std::uintmax_t there = disk.available / mib;
    const std::string found = grouped(there) + " MiB free for " + directory.string();
    if (there >= wanted_mib)
        return {State::good, what, found};
    return {State::note, what, found + ", wanted " + grouped(wanted_mib) + ": free some, or " + remedy};
}

Finding source() {
    const Recipe recipe = load_recipe(parse_kernel_reference("6.12"), kernel_data());
    const bool there = fs::exists(recipe.tarball);
    return {there ? State::good : State::missing, "kernel source",
            there
                ? recipe.tarball.string()
                : recipe.package + " is not installed: debian/install-packages, or name yours with --source"};
}

Finding kernel(const std::string& reference, State without) {
    try {
        const KernelImage image = find_kernel(parse_kernel_reference(reference), kernel_room());
        return {State::good, "kernel " + reference, image.image.string()};
    } catch (const LabError& error) {
        return {without, "kernel " + reference, error.what()};
    }
}

Finding programs() {
    try {
        return {State::good, "guest programs", guest_programs().agent.parent_path().string()};
    } catch (const LabError& error) {
        return {State::missing, "guest programs", error.what()};
    }
}

Finding trace_cmd() {
    const bool there = !first_line_of({"sh", "-c", "command -v trace-cmd"}).empty();
    return {there ? State::good : State::note, "trace-cmd",
            there ? "reads our trace.dat" : "not installed, only people need it: apt-get install trace-cmd"};
}

Finding governor() {
    const std::optional<std::string> now = read_knob("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    if (!now)
        return {State::good, "governor", "none to be seen: the host's clock speed is not ours to set"};
    if (*now == "performance")
        return {State::good, "governor", *now};
    return {State::note, "governor", *now + ": times waver; cpupower frequency-set -g performance"};
}

Finding siblings() {
    const std::optional<std::string> active = read_knob("/sys/devices/system/cpu/smt/active");
    if (active != "1")
        return {State::good, "SMT", active ? "off" : "none to be seen"};
    return {State::note, "SMT",
            "on: a sibling's work shows in times; echo off > /sys/devices/system/cpu/smt/control"};
}

Finding quietness() try {
    const HostTree host;
    const std::optional<HostJournal> journal = read_journal(default_journal);
    const std::string standing = standing_text(journal, boot_id(host), default_journal);
    if (is_in_force(journal, host))
        return {journal->complete ? State::good : State::note, "host's CPUs", standing};
    return {State::note, "host's CPUs",
            standing + ". What else runs on a vCPU's CPU shows in times: cloister host prepare"};
} catch (const LabError& error) {
    return {State::note, "host's CPUs", error.what()};
}

const char* word(State state) {
    switch (state) {
    case State::good:
        return "ok";
    case State::note:
        return "note";
    case State::missing:
        return "missing";
    }
    return "";
}

} // namespace

int doctor_command() {
    bool possible = true;
    for (const Finding& finding :
         {qemu(), kvm(), processors(), load(), memory(), governor(), siblings(), quietness(),
          space("space, cache", cache_directory(), build_mib, "choose another cache with CLOISTER_CACHE"),
          space("space, runs", "runs", run_mib, "choose another place with -o"), source(),
          kernel("6.12", State::missing), kernel("6.12@base", State::note),
          kernel("6.12+lockdep", State::note), programs(), trace_cmd()}) {
        fmt::print("{:<9}{:<20}{}\n", word(finding.state), finding.what, wrapped(finding.found, 29));
        possible = possible && finding.state != State::missing;
    }
    fmt::print("\n{}\n", possible ? "a run is possible: cloister run quickstart"
                                  : "no run is possible before what is missing is there");
    return possible ? 0 : unavailable;
}

} // namespace cloister

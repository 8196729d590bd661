// SPDX-License-Identifier: GPL-2.0-or-later
// One trial as it happened, stored before anything judges it.
// Runs on: both (the agent fills facts and measurement; the host the rest).
#pragma once

#include "results-schema/host_watch.hpp"
#include "results-schema/kernel_entries.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

#include <array>

namespace cloister {

enum class Outcome { complete, kernel_failed, guest_lost, timed_out, lab_failed };

template <>
struct EnumNames<Outcome> {
    static constexpr std::array<std::pair<Outcome, std::string_view>, 5> table{{
        {Outcome::complete, "complete"},
        {Outcome::kernel_failed, "kernel_failed"},
        {Outcome::guest_lost, "guest_lost"},
        {Outcome::timed_out, "timed_out"},
        {Outcome::lab_failed, "lab_failed"},
    }};
};

struct Failure {
    std::string stage;
    std::string what;
};

// The program that was started by the user, and those that ran in the guest.
struct CloisterFacts {
    std::string version;
    std::optional<std::string> revision;
    std::string digest;
    std::vector<std::string> command_line;
    std::optional<std::string> agent;
    std::optional<std::map<std::string, std::string>> guest_programs;
};

struct HostFacts {
    std::string release;
    std::string distribution;
    std::string cpu_model;
    std::uint32_t cpus = 0;
    std::optional<std::map<std::string, std::string>> knobs;
};

struct MachineFacts {
    std::string backend;
    std::string accelerator;
    std::string version;
    std::optional<std::string> program;
    std::optional<std::string> program_digest;
    std::vector<std::string> command_line;
    std::map<std::string, std::string> pinning;
    std::map<CpuId, std::chrono::nanoseconds> waited;
    std::vector<KernelEntries> kernel_entries;
};

struct KernelFacts {
    std::string reference;
    std::string digest;
    std::string config_digest;
    std::string source;
    std::string compiler;
    std::vector<std::string> patches;
};

struct Timings {
    std::chrono::nanoseconds boot{0};
    std::chrono::nanoseconds arm{0};
    std::chrono::nanoseconds window{0};
    std::chrono::nanoseconds collect{0};
    std::chrono::nanoseconds total{0};
};

struct TrialRecord {
    static constexpr const char* schema = "cloister/record/8";

    TrialSpec spec;
    std::string started;
    Outcome outcome = Outcome::lab_failed;
    std::optional<Failure> failure;
    std::optional<std::vector<Failure>> lost_guests;
    CloisterFacts cloister;
    HostFacts host;
    MachineFacts machine;
    KernelFacts kernel;
    Timings timings;
    std::optional<GuestFacts> guest;
    std::optional<Measurement> measurement;
    std::optional<HostWatch> host_watch;
    std::map<std::string, std::string> digests;
};

template <class Fields>
void describe(Fields& fields, Failure& failure) {
    fields.field("stage", failure.stage, "Where it failed: boot, verify, arm, measure, collect, …");
    fields.field("what", failure.what, "One line: what failed, on what, why, and what to do");
}
template <class Fields>
void describe(Fields& fields, CloisterFacts& cloister) {
    fields.field("version", cloister.version, "As cloister --version prints it");
    fields.field(
        "revision", cloister.revision,
        "Git commit it was built from, -dirty where the tree was changed; absent: built without git");
    fields.field("digest", cloister.digest, "Of the program file: sha256:…");
    fields.field("command_line", cloister.command_line, "What the user typed, word by word");
    fields.field("agent", cloister.agent,
                 "Version that the guest's agent said it has; absent: it never spoke");
    fields.field(
        "guest_programs", cloister.guest_programs,
        "The user's own programs in the guest, with their libraries: path → digest, sha256:…; absent: "
        "there were none");
}
template <class Fields>
void describe(Fields& fields, HostFacts& host) {
    fields.field("release", host.release, "The host kernel's release, as uname -r prints it");
    fields.field("distribution", host.distribution, "PRETTY_NAME of /etc/os-release");
    fields.field("cpu_model", host.cpu_model, "First model name in /proc/cpuinfo");
    fields.field("cpus", host.cpus, "Number of host CPUs that are online");
    fields.field(
        "knobs", host.knobs,
        "What decides how quiet the host's CPUs are, as it was when the trial began: knob → value, as "
        "`cloister host show` prints them; absent: it was not asked");
}
template <class Fields>
void describe(Fields& fields, MachineFacts& machine) {
    fields.field("backend", machine.backend, "What started the guest: qemu, fake, …");
    fields.field("accelerator", machine.accelerator, "kvm or tcg; times are indicative unless it is kvm");
    fields.field("version", machine.version, "Its name and version, as QEMU 7.2.22");
    fields.field("program", machine.program, "File that ran; absent where the machine is no program");
    fields.field("program_digest", machine.program_digest, "Of that file: sha256:…");
    fields.field("command_line", machine.command_line, "The command that started the guest, word by word");
    fields.field("pinning", machine.pinning, "vCPU thread → host CPUs, read back after setting");
    fields.field(
        "waited_ns", machine.waited,
        "Guest CPU → how long its thread waited for a host CPU in the window, by the host's schedstat; "
        "empty where the host does not count it");
    fields.field("kernel_entries", machine.kernel_entries,
                 "What the emulator counted on each guest CPU; empty where it was not asked, or is none");
}
template <class Fields>
void describe(Fields& fields, KernelFacts& kernel) {
    fields.field("reference", kernel.reference, "What the user called it: 6.12, 6.12@3, a path");
    fields.field("digest", kernel.digest, "Of the image file: sha256:…");
    fields.field("config_digest", kernel.config_digest,
                 "Of its .config; empty where an image's config is not known");
    fields.field("source", kernel.source, "Package, version and digest, or the tree that it was built from");
    fields.field("compiler", kernel.compiler, "First line of gcc --version; empty where it is not known");
    fields.field("patches", kernel.patches, "Our patches in order, each with its digest");
}
template <class Fields>
void describe(Fields& fields, Timings& timings) {
    fields.field("boot_ns", timings.boot, "From the machine's start to the agent's read-back");
    fields.field("arm_ns", timings.arm, "Workload, knobs and probes until the window may open");
    fields.field("window_ns", timings.window, "The window with both of its quiet edges");
    fields.field("collect_ns", timings.collect, "From the first part of the trace to trace.dat");
    fields.field("total_ns", timings.total, "From before the start until the guest was gone");
}
template <class Fields>
void describe(Fields& fields, TrialRecord& record) {
    fields.field("spec", record.spec, "What was asked");
    fields.field("started", record.started, "When its guest was started, UTC: 2026-11-26T21:05:34.017Z");
    fields.field("outcome", record.outcome, "How the trial ended; anything but complete upholds nothing");
    fields.field("failure", record.failure, "What ended it; absent when complete");
    fields.field(
        "lost_guests", record.lost_guests,
        "What ended guests that only their emulator may have broken, in order; the trial was done anew "
        "after each; absent: there were none");
    fields.field("cloister", record.cloister, "The Cloister that did the trial");
    fields.field("host", record.host, "The host that it was done on");
    fields.field("machine", record.machine, "What ran the guest, for a reader who wants to do it again");
    fields.field("kernel", record.kernel, "What was booted");
    fields.field("timings", record.timings, "How long each stage took, by the host's monotonic clock");
    fields.field("guest", record.guest, "What the running kernel said of itself; absent when it never spoke");
    fields.field("measurement", record.measurement, "What was counted; absent when it did not come so far");
    fields.field("host_watch", record.host_watch,
                 "What the host did to the isolated vCPUs meanwhile; absent when there was no window");
    fields.field("digests", record.digests, "File of the trial → its digest, sha256:…");
}

} // namespace cloister

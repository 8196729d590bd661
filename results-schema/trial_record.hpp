// SPDX-License-Identifier: GPL-2.0-or-later
// One trial as it happened, stored before anything judges it.
// Runs on: both (the agent fills facts and measurement; the host the rest).
#pragma once

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
    std::string stage; // boot, verify, arm, measure, collect, …
    std::string what;  // one line: what failed, on what, why, what to do
};

// What ran the guest, for a reader who wants to do it again.
struct MachineFacts {
    std::string backend;     // qemu, fake, …
    std::string accelerator; // kvm, tcg; times are indicative unless kvm
    std::string version;
    std::vector<std::string> command_line;
    std::map<std::string, std::string> pinning; // vCPU thread → host CPUs read back after setting
};

struct KernelFacts {
    std::string reference;
    std::string digest; // of the image file: "sha256:…"
    std::string config_digest;
    std::string source; // package and version, or the tree it came from
    std::string compiler;
    std::vector<std::string> patches;
};

struct Timings {
    std::chrono::nanoseconds boot{0}; // start of the machine to the agent's hello
    std::chrono::nanoseconds arm{0};
    std::chrono::nanoseconds window{0};
    std::chrono::nanoseconds collect{0};
    std::chrono::nanoseconds total{0};
};

struct TrialRecord {
    static constexpr const char* schema = "cloister/record/2";

    TrialSpec spec;
    Outcome outcome = Outcome::lab_failed;
    std::optional<Failure> failure;
    MachineFacts machine;
    KernelFacts kernel;
    Timings timings; // host's monotonic clock
    std::optional<GuestFacts> guest;
    std::optional<Measurement> measurement;
    std::map<std::string, std::string> digests; // file beside the record → "sha256:…"
};

template <class Fields>
void describe(Fields& fields, Failure& failure) {
    fields.field("stage", failure.stage);
    fields.field("what", failure.what);
}
template <class Fields>
void describe(Fields& fields, MachineFacts& machine) {
    fields.field("backend", machine.backend);
    fields.field("accelerator", machine.accelerator);
    fields.field("version", machine.version);
    fields.field("command_line", machine.command_line);
    fields.field("pinning", machine.pinning);
}
template <class Fields>
void describe(Fields& fields, KernelFacts& kernel) {
    fields.field("reference", kernel.reference);
    fields.field("digest", kernel.digest);
    fields.field("config_digest", kernel.config_digest);
    fields.field("source", kernel.source);
    fields.field("compiler", kernel.compiler);
    fields.field("patches", kernel.patches);
}
template <class Fields>
void describe(Fields& fields, Timings& timings) {
    fields.field("boot_ns", timings.boot);
    fields.field("arm_ns", timings.arm);
    fields.field("window_ns", timings.window);
    fields.field("collect_ns", timings.collect);
    fields.field("total_ns", timings.total);
}
template <class Fields>
void describe(Fields& fields, TrialRecord& record) {
    fields.field("spec", record.spec);
    fields.field("outcome", record.outcome);
    fields.field("failure", record.failure);
    fields.field("machine", record.machine);
    fields.field("kernel", record.kernel);
    fields.field("timings", record.timings);
    fields.field("guest", record.guest);
    fields.field("measurement", record.measurement);
    fields.field("digests", record.digests);
}

} // namespace cloister

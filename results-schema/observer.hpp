// SPDX-License-Identifier: GPL-2.0-or-later
// What measuring does to what is measured: windows with probes armed beside windows with nothing but the
// kernel's own counters, the same disturbance in both.
// Runs on: host; stored as observer.json by `cloister observer`.
#pragma once

#include "results-schema/document.hpp"

namespace cloister {

// The windows of one kind, summed over isolated CPUs.
struct ObservedWindows {
    std::uint64_t provoked = 0;
    std::optional<std::uint64_t> instructions;
    std::optional<std::uint64_t> interrupts;
    std::map<std::string, std::vector<std::uint64_t>> counters;
};

struct ObservedSource {
    std::string name;
    std::string mode;
    ObservedWindows unarmed;
    ObservedWindows armed;
    std::uint64_t events = 0;
    std::vector<std::string> differences;
    std::optional<std::string> invalid;
};

struct Observer {
    static constexpr const char* schema = "cloister/observer/1";

    std::string kernel;
    std::string machine;
    bool times_indicative = true;
    std::optional<std::string> not_measured;
    std::vector<ObservedSource> sources;
};

template <class Fields>
void describe(Fields& fields, ObservedWindows& windows) {
    fields.field("provoked", windows.provoked, "How often isolated CPUs were to be disturbed");
    fields.field("instructions", windows.instructions,
                 "Kernel instructions that they executed, counted by the emulator; absent: there is none");
    fields.field("interrupts", windows.interrupts,
                 "Interrupts that they took, by the emulator: entries that are no system call and no fault");
    fields.field("counters", windows.counters,
                 "Line of /proc/interrupts or /proc/softirqs, or switches → what it grew by in each window");
}
template <class Fields>
void describe(Fields& fields, ObservedSource& source) {
    fields.field("name", source.name, "Name of the source, as membarrier");
    fields.field("mode", source.mode, "Mode that the kernel ran in");
    fields.field("unarmed", source.unarmed, "With nothing but the kernel's own counters");
    fields.field("armed", source.armed, "With all probes armed");
    fields.field("events", source.events, "Events that ring buffers of isolated CPUs took, armed");
    fields.field("differences", source.differences,
                 "Counters that arming changes; those that follow time, as ticks, are not among them");
    fields.field("invalid", source.invalid, "Why these numbers prove nothing; absent: they do");
}
template <class Fields>
void describe(Fields& fields, Observer& observer) {
    fields.field("kernel", observer.kernel, "Kernel reference");
    fields.field("machine", observer.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", observer.times_indicative,
                 "False only when every guest ran under a KVM that works");
    fields.field("not_measured", observer.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("sources", observer.sources, "Each source in each mode, in the plan's order");
}

} // namespace cloister

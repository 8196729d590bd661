// SPDX-License-Identifier: GPL-2.0-or-later
// What was provoked on isolated CPUs, and what of it was seen: whether the counts of this kernel, on this
// machine, can be believed.
// Runs on: host; stored as calibration.json by `cloister calibrate`.
#pragma once

#include "results-schema/document.hpp"

namespace cloister {

// Summed over isolated CPUs and repetitions; a surplus on one does not make up for a lack on another.
struct CalibratedSource {
    std::string name;
    std::string mode;
    std::string arrival;
    std::uint64_t provoked = 0;
    std::uint64_t seen = 0;
    std::uint64_t missed = 0;
    std::uint64_t invented = 0;
    std::optional<std::string> invalid;
};

// What interrupts isolated CPUs elsewhere and is not provoked here.
struct AbsentSource {
    std::string name;
    std::string arrival;
    std::string reason;
};

struct Calibration {
    static constexpr const char* schema = "cloister/calibration/2";

    std::string kernel;
    std::string machine;
    bool times_indicative = true;
    std::optional<std::string> not_measured;
    std::vector<CalibratedSource> sources;
    std::vector<AbsentSource> absent;
};

template <class Fields>
void describe(Fields& fields, CalibratedSource& source) {
    fields.field("name", source.name, "Name of the source, as membarrier");
    fields.field("mode", source.mode, "Mode that the kernel ran in");
    fields.field("arrival", source.arrival, "What it makes arrive, as work refresh_vm_stats");
    fields.field("provoked", source.provoked, "How many were to arrive, by whoever provoked them");
    fields.field("seen", source.seen, "How many the trace shows in the window");
    fields.field("missed", source.missed, "Provoked and not seen");
    fields.field("invented", source.invented,
                 "Seen and not provoked, and interruptions whose sender the trace does not show");
    fields.field("invalid", source.invalid, "Why these numbers prove nothing; absent: they do");
}
template <class Fields>
void describe(Fields& fields, AbsentSource& source) {
    fields.field("name", source.name, "Name of the source, as fair-server");
    fields.field("arrival", source.arrival, "What it would make arrive");
    fields.field("reason", source.reason, "Why this kernel, in these modes, cannot be provoked so");
}
template <class Fields>
void describe(Fields& fields, Calibration& calibration) {
    fields.field("kernel", calibration.kernel, "Kernel reference");
    fields.field("machine", calibration.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", calibration.times_indicative,
                 "False only when every guest ran under a KVM that works");
    fields.field("not_measured", calibration.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("sources", calibration.sources, "Each source in each mode, in the plan's order");
    fields.field("absent", calibration.absent,
                 "What is not provoked, and why; where only some sources were asked for, of these");
}

} // namespace cloister

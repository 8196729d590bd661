// SPDX-License-Identifier: GPL-2.0-or-later
// One thing of the host that decides how quiet its CPUs are: where it lives, what it is now, what CPUs that
// are left to vCPUs want there. Runs on: host. A value.
#pragma once

#include "results-schema/host_journal.hpp"

namespace cloister {

struct HostKnob {
    std::string family; // "interrupts": what a summary counts together
    std::string name;   // "irq 36 virtio1-req.0"
    KnobPlace place;
    std::string now;
    std::optional<std::string> wanted;    // none: it stays, and why_not says why; or others move it
    std::optional<std::string> by_way_of; // what is written first when it is put back
    std::string why_not;                  // it cannot be had, or is not there

    // Only such a knob is written.
    bool differs() const { return why_not.empty() && wanted && *wanted != now; }
};

// The host's CPUs, in two parts.
struct HostCpus {
    CpuSet quiet; // left to vCPUs
    CpuSet rest;  // everything else runs there

    // What runs on these now may run on of the rest: what it has there already, or all of it.
    CpuSet without_quiet(const CpuSet& now) const {
        CpuSet kept = now.minus(quiet);
        return kept.intersect(rest).empty() ? rest : kept;
    }
};

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A probe as data: which in-kernel histograms count it and which raw events say when and why.
// Runs on: guest; pure values. Made by the families (probe_families.hpp), armed by ArmedProbes.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"
#include "probes/tracefs/trace_instance.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cloister {

// Counts hits by CPU and name. One of the two may be fixed: a mask cannot be a key, so its histogram exists
// once a CPU with a filter; a vector's event has no name field.
struct ProbeHistogram {
    std::string probe; // the tally's name: drain_work_executed, ipi_sent, …
    EventName event;
    std::string cpu_key;  // empty: cpu is fixed
    std::string name_key; // with modifier ("function.sym"); empty: name is fixed
    std::optional<CpuId> cpu;
    std::string name;
    std::string filter;                                         // empty: every hit
    std::function<std::string(const std::string&)> rename = {}; // from the kernel's text of the key to ours

    std::string keys() const;
    // rows: how many pairs of CPU and name it can hold.
    std::string trigger(std::size_t rows) const;
};

struct RawEvent {
    EventName event;
    std::string filter;      // empty: every one
    bool with_stack = false; // of the sender
};

struct Probe {
    std::string name; // in GuestFacts::tracing
    std::vector<ProbeHistogram> histograms;
    std::vector<RawEvent> events;
    std::optional<std::string> unavailable; // why this kernel cannot have it
    std::string in_place_of = {}; // the events that this kernel lacks, where kprobes stand in for them
};

// "cpu == 2 || cpu == 3"; field "CPU" is where the event happened. Not "cpu & CPUS{…}": that is younger.
std::string on_cpus(const std::string& field, const CpuSet& cpus);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// What watches the isolated CPUs in a window: probes armed in our trace instance, or nothing at all, and then
// the kernel's own counters are all there is. Runs on: guest. Owns the instance. Errors: std::runtime_error
// with the kernel's words.
#pragma once

#include "orchestrator/agent/port.hpp"
#include "probes/armed_probes.hpp"
#include "results-schema/trial_spec.hpp"

#include <optional>

namespace cloister::agent {

class Watch {
  public:
    // known: what this kernel offers; armed unless the spec says otherwise.
    Watch(const TrialSpec& spec, const std::vector<Probe>& known);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    // At least so much; when all CPUs are online.
    void hold(unsigned long buffer_kib_per_cpu);
    void on();
    void off();
    void mark(const std::string& text);

    TallySnapshot snapshot() const;
    // Of each CPU's ring buffer, ever; empty where nothing is armed. Filters leave nothing in the buffers but
    // what concerns the isolated CPUs: what arrives there, and what anybody sends them.
    std::map<CpuId, std::uint64_t> events(const CpuSet& cpus) const;

    std::vector<Loss> losses(const CpuSet& cpus) const;
    void ship(Port& port, const std::string& symbols, const CpuSet& cpus,
              std::chrono::nanoseconds within) const;

  private:
    std::optional<TraceInstance> instance_;
    std::optional<ArmedProbes> probes_;
};

} // namespace cloister::agent

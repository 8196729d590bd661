// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel itself counted on isolated CPUs, whether anybody traces or not, against what the trace
// shows there: /proc/interrupts, /proc/softirqs, the subject's context switches. An entry into the kernel
// that no probe of ours knows, as an NMI, is a difference too. Runs on: host. Pure. Lines of
// /proc/interrupts: arch/x86/kernel/irq.c, arch_show_interrupts().
#pragma once

#include "orchestrator/trace/arrivals.hpp"
#include "orchestrator/trace/moved_tasks.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister {

// Away from the subject, in the window; at most: while the counters were read as well.
class SubjectSwitches {
  public:
    SubjectSwitches(const TrialSpec& spec, const Measurement& measurement)
        : subject_(spec.subject), moved_(moves_tasks(spec)), opened_(measurement.window_opened),
          closed_(measurement.window_closed),
          edges_(measurement.unquiet.value_or(UnquietEdges{opened_, closed_})) {}

    void take(const TraceEvent& event);
    std::uint64_t on(CpuId cpu) const;
    std::uint64_t at_most_on(CpuId cpu) const;

  private:
    Name subject_;
    bool moved_; // to other CPUs, of whose switches there is no trace
    std::chrono::nanoseconds opened_;
    std::chrono::nanoseconds closed_;
    UnquietEdges edges_;
    std::map<CpuId, std::uint64_t> switches_;
    std::map<CpuId, std::uint64_t> at_edges_;
};

// "NMI on CPU 2: 3 in /proc/interrupts, 0 in the trace". at_most: likewise, while the counters were read as
// well; the same where nothing arrived then.
std::vector<std::string> differences_from_kernel(const CpuSet& isolated, const Measurement& measurement,
                                                 const Arrivals& arrivals, const Arrivals& at_most,
                                                 const SubjectSwitches& switches);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// The families of knobs that the catalogue lists, a file each. Runs on: host. What this host does not have is
// one knob that says so in why_not. Errors: as read_place().
#pragma once

#include "orchestrator/host/host_knob.hpp"
#include "orchestrator/host/host_tree.hpp"

namespace cloister {

// The control group of vCPU threads; the word "cloister." tells a stranger whose it is.
constexpr const char* vcpu_group = "cloister.vcpus";

std::vector<HostKnob> cpu_partition(const HostTree& host, const HostCpus& cpus);
// Those of devices, and where the kernel puts new ones (Documentation/core-api/irq/irq-affinity.rst).
std::vector<HostKnob> interrupts(const HostTree& host, const HostCpus& cpus);
// Unbound ones (Documentation/core-api/workqueue.rst, "affinity scopes"); others belong to their CPU.
std::vector<HostKnob> work_queues(const HostTree& host, const HostCpus& cpus);
std::vector<HostKnob> kernel_threads(const HostTree& host, const HostCpus& cpus);
// Documentation/admin-guide/pm/cpufreq.rst
std::vector<HostKnob> frequency(const HostTree& host, const HostCpus& cpus);
// Documentation/admin-guide/pm/cpuidle.rst
std::vector<HostKnob> idle_states(const HostTree& host, const HostCpus& cpus);
// Who moves a guest's pages beneath it: KSM, and who makes huge ones
// (Documentation/admin-guide/mm/{ksm,transhuge}.rst).
std::vector<HostKnob> page_movers(const HostTree& host, const HostCpus& cpus);
// What only the host's own command line gives: nothing of it is ever written.
std::vector<HostKnob> command_line(const HostTree& host, const HostCpus& cpus);

} // namespace cloister

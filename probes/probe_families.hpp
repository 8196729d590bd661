// SPDX-License-Identifier: GPL-2.0-or-later
// The families of probes, one file each, and the catalogue that lists them all. Histograms count on every
// CPU; raw events are kept for what arrives on, or is sent to, the isolated ones. Runs on: guest; pure: from
// what a kernel offers to probes.
#pragma once

#include "probes/kernel_offers.hpp"
#include "probes/probe.hpp"

#include <map>
#include <vector>

namespace cloister {

Probe drain_work(const KernelOffers& kernel, const CpuSet& isolated);
// IPIs as they arrive; the two others tell who sent them and, what they carry.
Probe ipi(const KernelOffers& kernel, const CpuSet& isolated);
Probe ipi_sender(const KernelOffers& kernel, const CpuSet& isolated);
Probe ipi_function(const KernelOffers& kernel, const CpuSet& isolated);
Probe tick(const KernelOffers& kernel, const CpuSet& isolated);
Probe task_switch(const KernelOffers& kernel, const CpuSet& isolated);
Probe softirq(const KernelOffers& kernel, const CpuSet& isolated);
Probe device_irq(const KernelOffers& kernel, const CpuSet& isolated);
// The waits for the locks of per-CPU caches, by waiting CPU, on every CPU; "lock_contention_any" counts those
// for all spinlocks of the kernel.
Probe lock_contention(const KernelOffers& kernel, const CpuSet& isolated);

std::vector<Probe> catalogue(const KernelOffers& kernel, const CpuSet& isolated);

// Name → "ok", with what stands in for events that are not there, or why it cannot be had.
std::map<std::string, std::string> availability(const std::vector<Probe>& probes);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// Binds each vCPU thread to one host CPU and reads the binding back.
// Runs on: host, without root: the threads are our child's. Errors: LabError{lab} naming the thread.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace cloister {

// The CPUs that a guest of this process may use: those of the process, and those that a prepared host keeps
// for vCPUs (host/vcpu_group.hpp).
CpuSet usable_cpus();
// Whose turn it is: the guest's CPUs in their order, dealt over the host's.
CpuId host_cpu_of(std::size_t vcpu, const CpuSet& host);

// Where these vCPUs of a guest are bound, dealt over the host's CPUs.
CpuSet host_cpus_of(const CpuSet& vcpus, const CpuSet& host);

// threads in the order of the guest's CPUs, dealt over the host's. Returns "vcpu0 (thread 4711)" → "0", what
// the kernel says of each after binding.
std::map<std::string, std::string> pin_vcpus(const std::vector<pid_t>& threads, const CpuSet& host);

} // namespace cloister

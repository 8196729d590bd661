// SPDX-License-Identifier: GPL-2.0-or-later
// What the host says of itself, for the record: guests run on it, and under TCG their times are its.
// Runs on: host. Errors: none; what a host does not tell stays empty.
#pragma once

#include "results-schema/trial_record.hpp"

namespace cloister {

// cpus: the host's that the isolated vCPUs are bound to; none: its knobs are not asked.
HostFacts read_host_facts(const CpuSet& cpus = {});

// "model name" in the text of /proc/cpuinfo, PRETTY_NAME in the text of /etc/os-release.
std::string cpu_model_in(const std::string& cpuinfo);
std::string distribution_in(const std::string& os_release);

} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/catalogue.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/host/families.hpp"
#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"

#include <iterator>

namespace cloister {

HostCpus host_cpus(const HostTree& host, const CpuSet& quiet) {
    const CpuSet online = CpuSet::parse(read_file(host.file(cpus_file("online"))));
    if (quiet.empty())
        throw LabError(Fault::wrong_use, "host", "no CPU is named: --cpus is a list like 2-3,5");
    if (!online.contains(quiet))
        throw LabError(Fault::wrong_use, "host", "CPUs " + quiet.list() + ": the host has " + online.list());
    if (online == quiet)
        throw LabError(Fault::wrong_use, "host",
                       "CPUs " + quiet.list() +
                           " are all that the host has: leave one for everything else, as with --cpus " +
                           std::to_string(std::prev(online.end())->number));
    return {quiet, online.minus(quiet)};
}

std::vector<HostKnob> host_knobs(const HostTree& host, const HostCpus& cpus) {
    std::vector<HostKnob> knobs;
    for (const auto& family : {cpu_partition, interrupts, work_queues, kernel_threads, frequency, idle_states,
                               page_movers, command_line}) {
        std::vector<HostKnob> its = family(host, cpus);
        knobs.insert(knobs.end(), std::move_iterator(its.begin()), std::move_iterator(its.end()));
    }
    return knobs;
}

} // namespace cloister

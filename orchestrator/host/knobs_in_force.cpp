// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/knobs_in_force.hpp"

#include "orchestrator/host/families.hpp"
#include "orchestrator/host/journal.hpp"
#include "orchestrator/host/kernel_thread.hpp"
#include "orchestrator/host/numbered.hpp"
#include "probes/kernelfs/file.hpp"

namespace cloister {
namespace {

std::string prepared_for(const HostTree& host, const std::filesystem::path& file) {
    try {
        const std::optional<HostJournal> journal = read_journal(file);
        if (is_in_force(journal, host))
            return journal->cpus.list() + (journal->complete ? "" : ", not to the end");
        return "no";
    } catch (const std::exception&) {
        return "unknown: its journal cannot be read";
    }
}

std::string interrupts_on(const HostTree& host, const CpuSet& cpus) {
    std::size_t number = 0;
    const std::string directory = host.file("/proc/irq/");
    for (const std::uint32_t irq : numbered_entries(directory, ""))
        try {
            const std::string may = read_file(directory + std::to_string(irq) + "/smp_affinity_list");
            number += CpuSet::parse(may).intersect(cpus).empty() ? 0U : 1U;
        } catch (const std::exception&) {
            // It has gone with its device, or cannot be moved at all.
        }
    return std::to_string(number);
}

// Each CPU's own threads have no choice; others may also run elsewhere.
std::string threads_on(const HostTree& host, const CpuSet& cpus) {
    std::size_t number = 0;
    for (const int id : kernel_thread_ids(host))
        try {
            const CpuSet may = host.cpus_of_thread(id);
            number += may.size() > 1 && !may.intersect(cpus).empty() ? 1U : 0U;
        } catch (const std::system_error&) {
            // It has ended.
        }
    return std::to_string(number);
}

} // namespace

std::map<std::string, std::string> knobs_in_force(const HostTree& host, const CpuSet& cpus,
                                                  const std::filesystem::path& journal) {
    std::map<std::string, std::string> knobs;
    try {
        knobs["prepared for CPUs"] = prepared_for(host, journal);
        knobs["irqs that may run on " + cpus.list()] = interrupts_on(host, cpus);
        knobs["kernel threads that may run on " + cpus.list() + " and elsewhere"] = threads_on(host, cpus);
        for (const auto& family :
             {cpu_partition, work_queues, frequency, idle_states, page_movers, command_line})
            for (const HostKnob& knob : family(host, {cpus, {}}))
                if (!knob.now.empty())
                    knobs[knob.name] = knob.now;
    } catch (const std::exception&) {
        // A host without these files tells what it has.
    }
    return knobs;
}

} // namespace cloister

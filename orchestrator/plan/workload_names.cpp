// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/workload_names.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "results-schema/own_program.hpp"

#include <sstream>

namespace cloister {
namespace {

template <class Entry>
const Entry& entry_named(const char* what, const std::vector<Entry>& entries, const std::string& name) {
    std::vector<std::string> names;
    for (const Entry& entry : entries) {
        if (entry.name == name)
            return entry;
        names.push_back(entry.name);
    }
    throw LabError(Fault::wrong_use, "plan", unknown_name(what, name, names));
}

// A block of memory that can go: of two, firmware leaves a hole in the last, and a kernel that chooses its
// place at random lies in the other now and then.
constexpr const char* movable_block = "movablecore=256M nokaslr";

} // namespace

const std::vector<SubjectName>& subject_names() {
    static const std::vector<SubjectName> names{
        {"spin-refill", SubjectKind::arms},
        {"spin-mlock", SubjectKind::arms},
        {"spin-advise", SubjectKind::arms},
        {"spin-reread", SubjectKind::arms},
        {"spin-fifo", SubjectKind::arms},
        {"spin", SubjectKind::spins},
        {"spin-slab", SubjectKind::spins},
        {"spin-callback", SubjectKind::spins},
        {"spin-in-kernel", SubjectKind::spins},
        {"spin-readdir", SubjectKind::spins},
        {"threads-munmap", SubjectKind::spins},
        {"threads-core", SubjectKind::spins},
        {"threads-rseq", SubjectKind::spins},
        {"fault-storm", SubjectKind::storms_batches},
        {"cache-storm", SubjectKind::storms_batches},
        {"none", SubjectKind::none},
    };
    return names;
}

const std::vector<DisturberName>& disturber_names() {
    static const std::vector<DisturberName> names{
        {"drop_caches", DisturberKind::drains},
        {"blkflsbuf", DisturberKind::drains},
        {"compact_memory", DisturberKind::drains},
        {"fadvise", DisturberKind::drains},
        {"madv-collapse", DisturberKind::drains},
        {"memfd-seal", DisturberKind::drains},
        {"memory-reclaim", DisturberKind::drains},
        {"move_pages", DisturberKind::drains, true},
        {"mbind", DisturberKind::drains, true},
        {"khugepaged", DisturberKind::drains},
        {"ksm", DisturberKind::drains},
        {"longterm-pin", DisturberKind::drains, false, "movablecore=128M"},
        {"memory-offline", DisturberKind::drains, true, movable_block},
        {"cpu-offline", DisturberKind::takes_cpus, true},
        {"pressure-anon", DisturberKind::presses},
        {"pressure-cache", DisturberKind::presses},
        {"pressure-huge", DisturberKind::presses},
        {"pressure-swap", DisturberKind::presses},
        {"vmstat-refresh", DisturberKind::provokes, true},
        {"overcommit", DisturberKind::provokes, true},
        {"membarrier", DisturberKind::provokes, true},
        {"perf-event", DisturberKind::provokes, true},
        {"ask", DisturberKind::provokes, true},
        {"slab-shrink", DisturberKind::provokes, true},
        {"collapse", DisturberKind::provokes, true},
        {"posix-timer", DisturberKind::provokes, true},
        {"socket-filter", DisturberKind::provokes, true},
        {"memcg-stock", DisturberKind::provokes, true},
        {"msr", DisturberKind::provokes, true},
        {"text-patching", DisturberKind::provokes, true},
        {"page-lists", DisturberKind::provokes, true, movable_block},
        {"direct-reclaim", DisturberKind::provokes, true},
        {"compaction-in-vain", DisturberKind::provokes, true},
        {"rcu-barrier", DisturberKind::provokes, true},
        {"unmount", DisturberKind::provokes, true},
        {"memfd-secret", DisturberKind::provokes, true, "secretmem.enable=1"},
        {"buffer-heads", DisturberKind::provokes, true},
        {"slab-destroy", DisturberKind::provokes, true},
        {"none", DisturberKind::none},
    };
    return names;
}

std::optional<std::string> next_that_drains(const std::string& disturber) {
    const std::vector<DisturberName>& all = disturber_names();
    bool behind = false;
    for (const DisturberName& each : all) {
        if (behind && each.kind == DisturberKind::drains)
            return each.name;
        behind = behind || (each.name == disturber && each.kind == DisturberKind::drains);
    }
    return std::nullopt;
}

SubjectKind subject_kind(const std::string& name) {
    return is_program(name) ? SubjectKind::program : entry_named("subject", subject_names(), name).kind;
}

DisturberKind disturber_kind(const std::string& name) {
    return is_program(name) ? DisturberKind::program : entry_named("disturber", disturber_names(), name).kind;
}

bool counts_armed_pages(DisturberKind kind) {
    return kind == DisturberKind::drains || kind == DisturberKind::takes_cpus;
}

bool interrupts_every_cpu(const std::string& disturber) {
    return !is_program(disturber) && entry_named("disturber", disturber_names(), disturber).every_cpu;
}

std::vector<std::string> kernel_parameters_of(const std::string& disturber) {
    std::vector<std::string> words;
    if (is_program(disturber))
        return words;
    std::istringstream all(entry_named("disturber", disturber_names(), disturber).kernel_parameters);
    for (std::string word; all >> word;)
        words.push_back(word);
    return words;
}

} // namespace cloister

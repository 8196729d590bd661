// SPDX-License-Identifier: GPL-2.0-or-later
// A host's CPUs made quiet, and everything put back as it was, also by another process after a crash.
// Runs on: host, as root. Errors: LabError{wrong_use} where a prepare is in force, {lab} for the journal; a
// knob that cannot be written is a value with its reason.
#pragma once

#include "orchestrator/host/host_knob.hpp"
#include "orchestrator/host/journal.hpp"

namespace cloister {

struct Prepared {
    HostJournal journal;
    std::vector<HostKnob> knobs; // now is what they are by now, why_not why not what they should be
};

// Reads all knobs, stores the journal, and only then writes. A second one is refused until restore_host().
Prepared prepare_host(const HostTree& host, const HostCpus& cpus, const JournalFile& file);

// A knob that was not put back, and why.
struct NotRestored {
    std::string name;
    std::string before;
    std::string why;
};

struct Restored {
    enum class By { journal, nothing, another_boot };
    By by = By::nothing;
    CpuSet cpus;
    bool was_complete = true;
    std::size_t knobs = 0;         // that are now as they were
    std::size_t written = 0;       // of these: they were not
    std::vector<std::string> gone; // threads that ended, interrupts without a device by now
    std::vector<NotRestored> left;
};

// The journal goes when nothing is left; what is left stays in it.
Restored restore_host(const HostTree& host, const JournalFile& file);

// What the knobs are called by a journal: ours are those that it wanted otherwise, and that still are so.
bool is_ours(const HostJournal& journal, const HostKnob& knob);
const JournalledKnob* journalled(const HostJournal& journal, const KnobPlace& place);

} // namespace cloister

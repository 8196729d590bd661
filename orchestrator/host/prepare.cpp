// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/prepare.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/utc_time.hpp"
#include "orchestrator/host/catalogue.hpp"
#include "orchestrator/host/place.hpp"
#include "orchestrator/host/reason.hpp"

#include <algorithm>

namespace cloister {
namespace {

void refuse_second(const std::optional<HostJournal>& journal, const HostTree& host, const JournalFile& file) {
    if (!is_in_force(journal, host))
        return;
    throw LabError(Fault::wrong_use, "host",
                   std::string("the host is prepared already, for CPUs ") + journal->cpus.list() +
                       ", since " + journal->began + (journal->complete ? "" : ", and not to the end") +
                       " (" + file.path().string() + "): cloister host restore");
}

// All that can be put back: what nobody wants otherwise may be moved by what is written before it.
HostJournal journal_of(const std::vector<HostKnob>& knobs, const HostTree& host, const HostCpus& cpus) {
    HostJournal journal{boot_id(host), utc_now(), cpus.quiet, false, {}};
    if (journal.boot.empty())
        throw LabError(Fault::lab, "host",
                       "the kernel tells no boot from another (/proc/sys/kernel/random/boot_id): nothing "
                       "could be put back safely, so nothing is written");
    for (const HostKnob& knob : knobs)
        if (!knob.place.path.empty() && knob.why_not.empty())
            journal.knobs.push_back({knob.name, knob.place, knob.now, knob.by_way_of, knob.wanted, {}});
    return journal;
}

// Empty: it is what is wanted now.
std::string why_not_written(const HostTree& host, const KnobPlace& place, const std::string& wanted) {
    try {
        write_place(host, place, wanted);
        const std::optional<std::string> now = read_place(host, place);
        return now == wanted ? "" : "written, and it reads " + now.value_or("nothing");
    } catch (const std::exception&) {
        return reason_of(place, std::current_exception());
    }
}

} // namespace

const JournalledKnob* journalled(const HostJournal& journal, const KnobPlace& place) {
    const auto found = std::find_if(journal.knobs.begin(), journal.knobs.end(), [&](const auto& knob) {
        return knob.place.path == place.path && knob.place.started == place.started;
    });
    return found == journal.knobs.end() ? nullptr : &*found;
}

bool is_ours(const HostJournal& journal, const HostKnob& knob) {
    const JournalledKnob* known = journalled(journal, knob.place);
    return known != nullptr && known->wanted && *known->wanted != known->before && knob.now == *known->wanted;
}

Prepared prepare_host(const HostTree& host, const HostCpus& cpus, const JournalFile& file) {
    refuse_second(file.read(), host, file);
    Prepared prepared;
    prepared.knobs = host_knobs(host, cpus);
    prepared.journal = journal_of(prepared.knobs, host, cpus);
    file.store(prepared.journal);
    for (HostKnob& knob : prepared.knobs) {
        if (!knob.differs())
            continue;
        knob.why_not = why_not_written(host, knob.place, *knob.wanted);
        if (knob.why_not.empty())
            knob.now = *knob.wanted;
    }
    for (JournalledKnob& known : prepared.journal.knobs)
        for (const HostKnob& knob : prepared.knobs)
            if (knob.name == known.name && !knob.why_not.empty())
                known.refused = knob.why_not;
    prepared.journal.complete = true;
    file.store(prepared.journal);
    return prepared;
}

} // namespace cloister

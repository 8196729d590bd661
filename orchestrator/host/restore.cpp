// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/place.hpp"
#include "orchestrator/host/prepare.hpp"
#include "orchestrator/host/reason.hpp"

#include <algorithm>

namespace cloister {
namespace {

enum class State { as_it_was, otherwise, gone };

State state_of(const HostTree& host, const JournalledKnob& knob) {
    const std::optional<std::string> now = read_place(host, knob.place);
    if (!now)
        return State::gone;
    return *now == knob.before ? State::as_it_was : State::otherwise;
}

// Empty: it is as it was, or is no more.
std::string why_not_restored(const HostTree& host, const JournalledKnob& knob) {
    try {
        if (knob.by_way_of)
            write_place(host, knob.place, *knob.by_way_of);
        write_place(host, knob.place, knob.before);
        const std::optional<std::string> now = read_place(host, knob.place);
        return !now || *now == knob.before ? "" : "written, and it reads " + *now;
    } catch (const std::exception&) {
        return reason_of(knob.place, std::current_exception());
    }
}

void restore(const HostTree& host, const HostJournal& journal, Restored& restored) {
    restored.left.clear();
    restored.gone.clear();
    restored.knobs = 0;
    for (auto knob = journal.knobs.rbegin(); knob != journal.knobs.rend(); ++knob) {
        std::string why;
        State state = State::otherwise;
        try {
            state = state_of(host, *knob);
        } catch (const std::exception&) {
            why = reason_of(knob->place, std::current_exception());
        }
        if (state == State::otherwise && why.empty()) {
            why = why_not_restored(host, *knob);
            restored.written += why.empty() ? 1U : 0U;
        }
        if (state == State::gone)
            restored.gone.push_back(knob->name);
        else if (why.empty())
            ++restored.knobs;
        else
            restored.left.push_back({knob->name, knob->before, why});
    }
}

} // namespace

Restored restore_host(const HostTree& host, const JournalFile& file) {
    Restored restored;
    std::optional<HostJournal> journal = file.read();
    if (!journal)
        return restored;
    restored.cpus = journal->cpus;
    restored.was_complete = journal->complete;
    if (!is_in_force(journal, host)) {
        restored.by = Restored::By::another_boot;
        file.remove();
        return restored;
    }
    restored.by = Restored::By::journal;
    // Twice: a partition that goes gives threads and work queues back what it took, and may give more.
    restore(host, *journal, restored);
    restore(host, *journal, restored);
    if (restored.left.empty()) {
        file.remove();
        return restored;
    }
    std::erase_if(journal->knobs, [&](const JournalledKnob& knob) {
        return std::none_of(restored.left.begin(), restored.left.end(),
                            [&](const NotRestored& left) { return left.name == knob.name; });
    });
    file.store(*journal);
    return restored;
}

} // namespace cloister

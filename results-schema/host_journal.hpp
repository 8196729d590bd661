// SPDX-License-Identifier: GPL-2.0-or-later
// What `cloister host prepare` found on the host before it wrote anything: enough for a later process to put
// it back. Runs on: host; stored as host-journal.json, by orchestrator/host/journal.hpp alone.
#pragma once

#include "results-schema/document.hpp"

#include <array>

namespace cloister {

// How a value is read and written there.
enum class KnobKind {
    text,       // a kernel file
    choice,     // one that lists all it takes, and marks what is in force: "always [madvise] never"
    cpu_list,   // one that holds "0-1,3"
    cpu_mask,   // one that holds "0000000b", as a list here
    thread,     // the CPUs that a kernel thread may run on
    controller, // cpuset in a control group's cgroup.subtree_control: "on" or "off"
    group,      // a control group with CPUs of its own: "absent", or its partition and CPUs, "isolated 2-3"
};

template <>
struct EnumNames<KnobKind> {
    static constexpr std::array<std::pair<KnobKind, std::string_view>, 7> table{{
        {KnobKind::text, "text"},
        {KnobKind::choice, "choice"},
        {KnobKind::cpu_list, "cpu_list"},
        {KnobKind::cpu_mask, "cpu_mask"},
        {KnobKind::thread, "thread"},
        {KnobKind::controller, "controller"},
        {KnobKind::group, "group"},
    }};
};

struct KnobPlace {
    KnobKind kind = KnobKind::text;
    std::string path;
    std::optional<std::string> read_from = std::nullopt;
    std::optional<std::uint64_t> started = std::nullopt;
};

struct JournalledKnob {
    std::string name;
    KnobPlace place;
    std::string before;
    std::optional<std::string> by_way_of;
    std::optional<std::string> wanted;
    std::optional<std::string> refused;
};

struct HostJournal {
    static constexpr const char* schema = "cloister/host-journal/1";

    std::string boot;
    std::string began;
    CpuSet cpus;
    bool complete = false;
    std::vector<JournalledKnob> knobs;
};

template <class Fields>
void describe(Fields& fields, KnobPlace& place) {
    fields.field("kind", place.kind, "How a value is read and written there");
    fields.field("path", place.path, "A kernel file, a control group's directory, or /proc/THREAD");
    fields.field("read_from", place.read_from, "Another file that tells what was written; absent: the same");
    fields.field("started", place.started,
                 "When the thread began, in clock ticks since boot: another one may have its number by now; "
                 "absent: it is no thread");
}
template <class Fields>
void describe(Fields& fields, JournalledKnob& knob) {
    fields.field("name", knob.name, "As `cloister host show` calls it");
    fields.field("place", knob.place, "Where its value lives");
    fields.field("before", knob.before, "What was there, and is to be put back");
    fields.field("by_way_of", knob.by_way_of,
                 "What is written first when it is put back: the CPU that an interrupt went to of all that "
                 "it might; absent: nothing");
    fields.field("wanted", knob.wanted,
                 "What a quiet CPU wants there; absent: nothing, but others move it as they are written");
    fields.field("refused", knob.refused, "Why it could not be written; absent: it was, or was not tried");
}
template <class Fields>
void describe(Fields& fields, HostJournal& journal) {
    fields.field("boot", journal.boot,
                 "/proc/sys/kernel/random/boot_id; another one by now: nothing is left to put back");
    fields.field("began", journal.began, "When it was written, before any knob, UTC");
    fields.field("cpus", journal.cpus, "The host's CPUs that are left to vCPUs");
    fields.field("complete", journal.complete, "Whether all knobs were tried: false after a crash");
    fields.field("knobs", journal.knobs, "In the order in which they are written; put back from the end");
}

} // namespace cloister

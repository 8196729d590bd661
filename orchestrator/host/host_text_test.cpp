// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/host_text.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

HostKnob knob(const char* family, const char* name, const char* now, const char* wanted,
              const char* why_not = "") {
    HostKnob made;
    made.family = family;
    made.name = name;
    made.place.path = std::string("/") + name;
    made.now = now;
    made.wanted = wanted;
    made.why_not = why_not;
    return made;
}

const std::vector<HostKnob> knobs{
    knob("interrupts", "irq 9 acpi", "0-1", "0-1"),
    knob("interrupts", "irq 10 eth0", "0-3", "0-1"),
    knob("interrupts", "irq 11 nvme0q3", "2", "0-1",
         "Input/output error: the kernel chooses itself where it goes"),
    knob("KSM", "KSM", "0", "0"),
    knob("command line", "nohz_full=", "none", "2-3", "nohz_full=2-3, or the tick comes"),
};

HostJournal journal() {
    HostJournal made{"boot", "2026-11-27T23:00:00.000Z", CpuSet::parse("2-3"), true, {}};
    made.knobs = {{"irq 9 acpi", knobs[0].place, "0-3", {}, "0-1", {}},
                  {"irq 11 nvme0q3", knobs[2].place, "2", {}, "0-1", "Input/output error"},
                  {"KSM", knobs[3].place, "0", {}, "0", {}}};
    return made;
}

TEST(HostText, TellsOfEachKnobWhoseItIs) {
    EXPECT_EQ(knobs_text(knobs, journal()),
              "ours    irq 9 acpi                        0-1, was 0-3\n"
              "would   irq 10 eth0                       0-3 → 0-1\n"
              "cannot  irq 11 nvme0q3                    2: Input/output error\n"
              "ok      KSM                               0\n"
              "boot    nohz_full=                        none: nohz_full=2-3, or the tick comes\n");
    EXPECT_EQ(knobs_text({knobs[0]}, std::nullopt), "ok      irq 9 acpi                        0-1\n");
}

TEST(HostText, CountsWhatWasWritten) {
    EXPECT_EQ(prepared_text({journal(), knobs}, {CpuSet::parse("2-3"), CpuSet::parse("0-1")}, "/j"),
              "CPUs 2-3 are left to vCPUs, 0-1 to everything else\n\n"
              "interrupts            1 written, 1 so already\n"
              "    irq 11 nvme0q3: Input/output error: the kernel chooses itself where it goes\n"
              "KSM                   1 so already\n"
              "command line          wants, at the next boot:\n"
              "    nohz_full=: nohz_full=2-3, or the tick comes\n\n"
              "What was there is kept in /j\n"
              "and put back by: cloister host restore\n");
}

TEST(HostText, TellsWhatWasPutBack) {
    Restored restored;
    EXPECT_EQ(restored_text(restored, "/j"), "nothing to put back: there is no /j\n");
    restored.by = Restored::By::journal;
    restored.knobs = 7;
    restored.written = 5;
    restored.was_complete = false;
    restored.gone = {"thread 20 kworker"};
    EXPECT_EQ(restored_text(restored, "/j"),
              "7 knobs as before, 5 of them put back; the prepare had been broken off\n"
              "1 gone meanwhile: thread 20 kworker\n");
}

TEST(HostText, AnEarlierBootsJournalIsVoid) {
    EXPECT_EQ(standing_text(std::nullopt, "boot", "/j"), "not prepared: there is no /j");
    EXPECT_EQ(standing_text(journal(), "boot", "/j"), "prepared for CPUs 2-3 since 2026-11-27T23:00:00.000Z");
    EXPECT_EQ(standing_text(journal(), "other", "/j"), "not prepared: /j is of an earlier boot");
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/prepare.hpp"

#include "orchestrator/base/refusal.hpp"
#include "orchestrator/host/catalogue.hpp"
#include "orchestrator/host/knobs_in_force.hpp"
#include "orchestrator/host/tree_of_knobs.hpp"
#include "probes/kernelfs/file.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;

const CpuSet quiet{CpuId{2}, CpuId{3}};

class AHost : public ::testing::Test {
  protected:
    Prepared prepare() {
        return prepare_host(tree_.host(), host_cpus(tree_.host(), quiet), JournalFile(tree_.state()));
    }
    Restored restore() { return restore_host(tree_.host(), JournalFile(tree_.state())); }
    // Each knob's name and what it is now.
    std::map<std::string, std::string> knobs() {
        std::map<std::string, std::string> all;
        for (const HostKnob& knob : host_knobs(tree_.host(), host_cpus(tree_.host(), quiet)))
            all[knob.name] = knob.now;
        return all;
    }
    std::string at(const std::string& file) const {
        return read_knob(tree_.path(file).string()).value_or("gone");
    }

    TreeOfKnobs tree_;
};

TEST_F(AHost, IsMadeQuietAndPutBack) {
    const auto before = knobs();
    const Prepared prepared = prepare();
    EXPECT_TRUE(prepared.journal.complete);
    EXPECT_EQ(at("/proc/irq/default_smp_affinity"), "3");
    EXPECT_EQ(at("/proc/irq/9/smp_affinity_list"), "0-1");
    EXPECT_EQ(at("/proc/irq/10/smp_affinity_list"), "0-1") << "what went nowhere else goes anywhere else";
    EXPECT_EQ(at("/proc/irq/11/smp_affinity_list"), "0") << "what was elsewhere stays";
    EXPECT_EQ(at("/sys/devices/virtual/workqueue/writeback/cpumask"), "3");
    EXPECT_EQ(at("/sys/devices/system/cpu/cpu3/cpufreq/scaling_governor"), "performance");
    EXPECT_EQ(at("/sys/devices/system/cpu/cpu2/cpuidle/state1/disable"), "0") << "shallow enough";
    EXPECT_EQ(at("/sys/devices/system/cpu/cpu2/cpuidle/state2/disable"), "1");
    EXPECT_EQ(at("/sys/kernel/mm/ksm/run"), "0");
    EXPECT_EQ(tree_.host().cpus_of_thread(20).list(), "0-1");
    EXPECT_EQ(tree_.host().cpus_of_thread(21).list(), "2") << "bound: left alone";

    const Restored restored = restore();
    EXPECT_TRUE(restored.left.empty());
    EXPECT_EQ(knobs(), before);
    EXPECT_EQ(restored.by, Restored::By::journal);
    EXPECT_FALSE(std::filesystem::exists(tree_.state()));
    EXPECT_EQ(restore().by, Restored::By::nothing);
}

TEST_F(AHost, ThatIsPreparedIsNotPreparedAgain) {
    prepare();
    EXPECT_THAT(refusal([&] { prepare(); }), HasSubstr("the host is prepared already, for CPUs 2-3"));
    restore();
    EXPECT_EQ(refusal([&] { prepare(); }), "no refusal");
}

// A kill at any point leaves knobs written up to there; the journal is that of the beginning.
TEST_F(AHost, IsPutBackHoweverFarItCame) {
    const auto before = knobs();
    const Prepared whole = prepare();
    restore();
    for (std::size_t written = 0; written <= whole.journal.knobs.size(); ++written) {
        HostJournal journal = whole.journal;
        journal.complete = false;
        JournalFile(tree_.state()).store(journal);
        for (std::size_t each = 0; each < written; ++each) {
            const JournalledKnob& knob = journal.knobs[each];
            if (knob.place.kind == KnobKind::thread)
                tree_.host().bind_thread(20, CpuSet::parse(*knob.wanted));
            else if (knob.wanted)
                tree_.put(knob.place.path, knob.place.kind == KnobKind::cpu_mask ? "3" : *knob.wanted);
        }
        EXPECT_FALSE(restore().was_complete);
        EXPECT_EQ(knobs(), before) << written << " knobs written";
    }
}

TEST_F(AHost, ThatWasBootedSinceIsLeftAsItIs) {
    prepare();
    tree_.put("/proc/sys/kernel/random/boot_id", "second-boot");
    tree_.put("/sys/kernel/mm/ksm/run", "2");
    EXPECT_EQ(restore().by, Restored::By::another_boot);
    EXPECT_EQ(at("/sys/kernel/mm/ksm/run"), "2");
    EXPECT_FALSE(std::filesystem::exists(tree_.state()));
    prepare();
    tree_.put("/proc/sys/kernel/random/boot_id", "third-boot");
    EXPECT_EQ(refusal([&] { prepare(); }), "no refusal")
        << "a journal of another boot stands in nobody's way";
}

TEST_F(AHost, AKnobThatIsRefusedDoesNotStopTheRest) {
    std::filesystem::remove_all(tree_.path("/sys/devices/system/cpu/cpu2/cpufreq"));
    tree_.put("/proc/irq/9/smp_affinity_list", "not CPUs");
    std::map<std::string, std::string> why;
    for (const HostKnob& knob : prepare().knobs)
        why[knob.name] = knob.why_not;
    EXPECT_THAT(why["governor of CPU 2"], HasSubstr("no clock speed to be set"));
    EXPECT_THAT(why["irq 9 acpi"], HasSubstr("'not CPUs' is not a CPU number"));
    EXPECT_THAT(why["cpuset partition"],
                HasSubstr("cpuset belongs to cgroup v1 here (/sys/fs/cgroup/cpuset)"));
    EXPECT_THAT(why["isolcpus="], HasSubstr("isolcpus=managed_irq,domain,2-3"));
    EXPECT_EQ(why["nohz_full="], "") << "it is there";
    EXPECT_EQ(why["governor of CPU 3"], "");
    EXPECT_EQ(at("/sys/devices/system/cpu/cpu3/cpufreq/scaling_governor"), "performance");
}

TEST_F(AHost, WhatCannotBePutBackStaysInTheJournal) {
    prepare();
    tree_.put("/proc/irq/9/smp_affinity_list", "not CPUs");
    const Restored restored = restore();
    ASSERT_EQ(restored.left.size(), 1U);
    EXPECT_EQ(restored.left[0].name, "irq 9 acpi");
    EXPECT_EQ(at("/sys/kernel/mm/ksm/run"), "1") << "the rest is put back";
    tree_.put("/proc/irq/9/smp_affinity_list", "0-1");
    EXPECT_TRUE(restore().left.empty());
    EXPECT_EQ(at("/proc/irq/9/smp_affinity_list"), "0-3");
}

TEST_F(AHost, AThreadOfTheSameNumberIsAnotherOne) {
    prepare();
    tree_.end_thread(20);
    EXPECT_THAT(restore().gone, ::testing::ElementsAre("thread 20 kswapd0"));
}

TEST_F(AHost, WithAJournalThatIsNoneIsNotTouched) {
    tree_.put("/var/lib/cloister/host-journal.json", "{}");
    EXPECT_THAT(refusal([&] { prepare(); }), HasSubstr("is no journal of a prepared host"));
    EXPECT_THAT(refusal([&] { restore(); }), HasSubstr("is no journal of a prepared host"));
    EXPECT_EQ(at("/sys/kernel/mm/ksm/run"), "1");
}

TEST_F(AHost, OnlyOneProcessIsAtIt) {
    const JournalFile other(tree_.state());
    EXPECT_THAT(refusal([&] { prepare(); }), HasSubstr("another `cloister host` is at work"));
}

TEST_F(AHost, KeepsACpuForEverythingElse) {
    EXPECT_THAT(refusal([&] { host_cpus(tree_.host(), CpuSet::first(4)); }), HasSubstr("leave one"));
    EXPECT_THAT(refusal([&] { host_cpus(tree_.host(), CpuSet{CpuId{7}}); }), HasSubstr("the host has 0-3"));
    EXPECT_THAT(refusal([&] { host_cpus(tree_.host(), {}); }), HasSubstr("no CPU is named"));
}

TEST_F(AHost, TellsRecordsWhatWasInForce) {
    auto told = [&] { return knobs_in_force(tree_.host(), quiet, tree_.state()); };
    auto before = told();
    EXPECT_EQ(before["prepared for CPUs"], "no");
    EXPECT_EQ(before["irqs that may run on 2-3"], "2");
    EXPECT_EQ(before["kernel threads that may run on 2-3 and elsewhere"], "1");
    EXPECT_EQ(before["KSM"], "1");
    EXPECT_EQ(before["governor of CPU 3"], "powersave");
    EXPECT_EQ(before["nohz_full="], "2-3");
    prepare();
    auto after = told();
    EXPECT_EQ(after["prepared for CPUs"], "2-3");
    EXPECT_EQ(after["irqs that may run on 2-3"], "0");
    EXPECT_EQ(after["KSM"], "0");
    EXPECT_EQ(after["all unbound work queues"], "0-1");
}

} // namespace
} // namespace cloister

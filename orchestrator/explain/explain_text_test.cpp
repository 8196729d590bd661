// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/explain/explain_text.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

Interruption drained(std::uint64_t number, CpuId cpu, microseconds at) {
    Interruption interruption;
    interruption.number = number;
    interruption.cpu = cpu;
    interruption.at = at;
    interruption.length = microseconds(90);
    interruption.drain_caused = true;
    interruption.cause = {"lru_add_drain_per_cpu", "__lru_add_drain_all", "system call write", "drop_caches"};
    interruption.steps = {
        {StepKind::ipi, "reschedule", at, microseconds(2)},
        {StepKind::task, "kworker/2:1", at + microseconds(20), microseconds(70)},
        {StepKind::work, "lru_add_drain_per_cpu", at + microseconds(31), microseconds(40)},
        {StepKind::work, "wq_barrier_func", at + microseconds(75), microseconds(5)},
    };
    interruption.origins = {{at - microseconds(84),
                             CpuId{0},
                             71,
                             "drop_caches",
                             "system call write",
                             {"work lru_add_drain_per_cpu on mm_percpu_wq", "IPI reschedule"},
                             {"__lru_add_drain_all", "vfs_write", "__x64_sys_write"}}};
    return interruption;
}

Interruptions sample() {
    TrialInterruptions local;
    local.kernel = "6.12";
    local.mode = "local";
    local.workload = "spin-refill+drop_caches";
    local.isolated = CpuSet::parse("2-3");
    local.window_closed = seconds(4);
    local.interruptions = {drained(1, CpuId{2}, microseconds(312'000)),
                           drained(2, CpuId{3}, microseconds(312'500)),
                           drained(3, CpuId{2}, microseconds(400'000))};
    Interruption tick;
    tick.number = 4;
    tick.cpu = CpuId{3};
    tick.at = seconds(1);
    tick.length = microseconds(1200);
    tick.cause.what = "tick";
    tick.steps = {{StepKind::tick, "local_timer", tick.at, tick.length}};
    local.interruptions.push_back(tick);
    TrialInterruptions remote = local;
    remote.mode = "remote";
    remote.interruptions.clear();
    return {"QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3", true, std::nullopt, {local, remote}};
}

TEST(ExplainText, GroupsByCause) {
    EXPECT_EQ(causes_text(sample()),
              "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3\n"
              "counts are exact, times indicative: not every guest ran under a KVM that works\n"
              "\n"
              "local spin-refill+drop_caches, 4.0 s on CPUs 2-3\n"
              "  number    CPU·hour   longest     first   cause\n"
              "       3       1,350     90 µs        #1   lru_add_drain_per_cpu\n"
              "                                           __lru_add_drain_all in system call\n"
              "                                           write of drop_caches\n"
              "                                           CPU 2: 2, CPU 3: 1\n"
              "       1         450    1.2 ms        #4   tick\n"
              "                                           sender not seen\n"
              "                                           CPU 3: 1\n"
              "\n"
              "remote spin-refill+drop_caches, 4.0 s on CPUs 2-3\n"
              "  not interrupted\n"
              "\n"
              "`explain RUN NUMBER` tells one, as the first of a cause.\n");
}

TEST(ExplainText, TellsOneAsAStory) {
    EXPECT_EQ(story_text(sample(), 1, "runs/latest"),
              "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3\n"
              "counts are exact, times indicative: not every guest ran under a KVM that works\n"
              "\n"
              "interruption 1 of CPU 2, 0.312 s into the window, 90 µs\n"
              "local spin-refill+drop_caches #1\n"
              "\n"
              "      -84 µs  CPU 0  drop_caches (71): __lru_add_drain_all sends work\n"
              "                     lru_add_drain_per_cpu on mm_percpu_wq, IPI reschedule\n"
              "       +0 µs  CPU 2  IPI reschedule, 2 µs\n"
              "      +20 µs  CPU 2  switch to kworker/2:1, 70 µs\n"
              "      +31 µs  CPU 2  work item lru_add_drain_per_cpu, 40 µs\n"
              "      +75 µs  CPU 2  work item wq_barrier_func, 5 µs: the sender waits for the\n"
              "                     item before\n"
              "      +90 µs  CPU 2  the subject runs again\n"
              "\n"
              "__lru_add_drain_all in system call write of drop_caches\n"
              "    __lru_add_drain_all\n"
              "    vfs_write\n"
              "    __x64_sys_write\n"
              "\n"
              "Reproduce: cloister reproduce runs/latest 1\n");
}

TEST(ExplainText, SaysThatEventsWereLost) {
    Interruptions run = sample();
    run.trials[1].losses.push_back({"ring buffer", CpuId{2}, 12, "overwritten before it was read"});
    EXPECT_NE(causes_text(run).find("  events were lost: this is not all\n  not interrupted\n"),
              std::string::npos);
}

TEST(ExplainText, RefusesANumberThatIsNotThere) {
    EXPECT_THROW(story_text(sample(), 5, "runs/latest"), LabError);
    EXPECT_THROW(story_text({}, 1, "runs/latest"), LabError);
}

} // namespace
} // namespace cloister

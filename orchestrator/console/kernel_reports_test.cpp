// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/kernel_reports.hpp"

#include "orchestrator/console/console_line.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

std::vector<std::string> titles(std::string_view console) {
    std::vector<std::string> all;
    for (const KernelReport& report : kernel_reports(console))
        all.push_back(report.title);
    return all;
}

using Titles = std::vector<std::string>;

TEST(KernelReports, AreNoneOnACleanConsole) {
    EXPECT_EQ(titles("[    0.000000] Linux version 6.12\r\n[    1.2] Command line: a=BUG: b WARNING: c\r\n"),
              Titles{});
}

TEST(KernelReports, AreTitledAlikeInBothFormsOfAWarning) {
    const Titles wanted{"WARNING at mm/mlock.c:228 in mlock_drain_remote"};
    EXPECT_EQ(titles("[ 1.0] ------------[ cut here ]------------\n"
                     "[ 1.0] WARNING: CPU: 1 PID: 7 at mm/mlock.c:228 mlock_drain_remote+0x4f/0x60\n"
                     "[ 1.0] ---[ end trace 0000000000000000 ]---\n"),
              wanted);
    EXPECT_EQ(titles("[ 1.0] WARNING: mm/mlock.c:228 at mlock_drain_remote+0x4f/0x60, CPU#1: sh/7\n"),
              wanted);
}

TEST(KernelReports, ComeOnceAndAreCounted) {
    const std::string again = "[ 1.0] ------------[ cut here ]------------\n"
                              "[ 1.0] WARNING: CPU: 1 PID: 7 at mm/swap.c:1 drain+0x1/0x2\n"
                              "[ 1.0] ---[ end trace 0 ]---\n";
    const std::vector<KernelReport> reports = kernel_reports(again + again + again);
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_EQ(reports[0].times, 3U);
    EXPECT_EQ(reports[0].when, 1.0);
    EXPECT_EQ(reports[0].text, "------------[ cut here ]------------\n"
                               "WARNING: CPU: 1 PID: 7 at mm/swap.c:1 drain+0x1/0x2\n"
                               "---[ end trace 0 ]---\n");
}

TEST(KernelReports, NameTheLockAndWhoTookIt) {
    EXPECT_EQ(
        titles("[ 3.0] ======================================================\n"
               "[ 3.0] WARNING: possible circular locking dependency detected\n"
               "[ 3.0] sh/99 is trying to acquire lock:\n"
               "[ 3.0] ffff888003a01234 (&fbatches->remote_lock){+.+.}-{2:2}, at: lru_add_drain+0x1/0x2\n"
               "[ 3.0] Call Trace:\n"
               "[ 3.0]  <TASK>\n"
               "[ 3.0]  dump_stack_lvl+0x1/0x2\n"
               "[ 3.0]  ? leftover+0x1/0x2\n"
               "[ 3.0]  lru_add_drain+0x1/0x2\n"),
        (Titles{"possible circular locking of &fbatches->remote_lock in lru_add_drain"}));
}

TEST(KernelReports, AreOneWhereOneFaultSaysSeveralThings) {
    EXPECT_EQ(titles("[ 2.0] BUG: kernel NULL pointer dereference, address: 0000000000000008\n"
                     "[ 2.0] #PF: supervisor read access in kernel mode\n"
                     "[ 2.0] Oops: Oops: 0000 [#1] PREEMPT SMP\n"
                     "[ 2.0] RIP: 0010:folio_add_lru+0x1/0x2\n"
                     "[ 2.0] ---[ end trace 0000000000000000 ]---\n"
                     "[ 2.1] Kernel panic - not syncing: Fatal exception\n"),
              (Titles{"kernel NULL pointer dereference in folio_add_lru"}));
    EXPECT_EQ(titles("[ 2.0] list_add corruption. next->prev should be prev\n"
                     "[ 2.0] ------------[ cut here ]------------\n"
                     "[ 2.0] kernel BUG at lib/list_debug.c:29!\n"
                     "[ 2.0] Oops: invalid opcode: 0000 [#1] PREEMPT SMP\n"
                     "[ 2.0] RIP: 0010:__list_add_valid+0x1/0x2\n"),
              (Titles{"list_add corruption in __list_add_valid"}));
}

TEST(KernelReports, AreSeveralWhereOneFollowsTheOther) {
    EXPECT_EQ(titles("[ 2.0] BUG: KCSAN: data-race in a / b\n"
                     "[ 2.0] ==================================================================\n"
                     "[ 2.1] Kernel panic - not syncing: No working init found.\n"),
              (Titles{"KCSAN: data-race in a / b", "Kernel panic - not syncing: No working init found."}));
}

TEST(KernelReports, EndWhereNothingCameForASecond) {
    EXPECT_EQ(kernel_reports("[ 2.0] BUG: worse\n[ 2.5] of it\n[ 9.0] something else\n").at(0).text,
              "BUG: worse\nof it\n");
}

TEST(KernelReports, HaveNoAddressesInTheirTitles) {
    EXPECT_EQ(titles("[ 1.0] BUG: KASAN: slab-use-after-free in drain+0x1f/0x40\n"),
              (Titles{"KASAN: slab-use-after-free in drain"}));
    EXPECT_EQ(titles("[ 1.0] BUG: scheduling while atomic: kworker/2:1/45/0x00000002\n"),
              (Titles{"scheduling while atomic"}));
    EXPECT_EQ(titles("[ 1.0] watchdog: BUG: soft lockup - CPU#2 stuck for 26s! [sh:101]\n"
                     "[ 1.0] RIP: 0010:lru_add_drain+0x1/0x2\n"),
              (Titles{"soft lockup in lru_add_drain"}));
    EXPECT_EQ(titles("[ 1.0] BUG: Bad page state in process sh  pfn:01234\n"
                     "[ 1.0]  bad_page.cold+0x1/0x2\n"
                     "[ 1.0]  free_unref_page+0x1/0x2\n"),
              (Titles{"bad page state in free_unref_page"}));
}

TEST(KernelReports, AreNotThatTheHostWasBusy) {
    EXPECT_EQ(
        titles("[ 9.0] ------------[ cut here ]------------\n"
               "[ 9.0] WARNING: CPU: 0 PID: 33 at kernel/sched/core.c:5732 sched_tick_remote+0x170/0x1a0\n"
               "[ 9.0] ---[ end trace 0 ]---\n"),
        Titles{});
}

TEST(KernelReports, TakeBoundedMemoryOfAFlood) {
    std::string flood;
    for (int each = 0; each < 1'000; ++each)
        flood += "[ 1.0] WARNING: CPU: 1 PID: 7 at mm/swap.c:" + std::to_string(each) + " drain+0x1/0x2\n";
    for (int each = 0; each < 1'000; ++each)
        flood += "[ 1.0]  a line of a call trace that never ends\n";
    const std::vector<KernelReport> reports = kernel_reports(flood);
    ASSERT_EQ(reports.size(), distinct_reports);
    EXPECT_EQ(reports.back().times, 1'000U - distinct_reports + 1);
    for (const KernelReport& report : reports)
        EXPECT_LE(static_cast<std::size_t>(std::count(report.text.begin(), report.text.end(), '\n')),
                  text_lines);
}

TEST(ConsoleLine, HasItsStampsTakenOff) {
    const ConsoleLine line = read_console_line("[   12.500000][   T17] BUG: x\r\n");
    EXPECT_EQ(line.seconds, 12.5);
    EXPECT_EQ(line.text, "BUG: x");
    EXPECT_EQ(read_console_line("[ BUG: Invalid wait context ]").text, "[ BUG: Invalid wait context ]");
    EXPECT_EQ(read_console_line("no stamp").seconds, std::nullopt);
    EXPECT_EQ(read_console_line("").text, "");
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/series_text.hpp"

#include "orchestrator/series/cover_letter.hpp"
#include "orchestrator/series/mail_text.hpp"
#include "orchestrator/series/search_text.hpp"
#include "orchestrator/series/step_report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace cloister {
namespace {

using std::chrono::microseconds;

StepReport step(const std::string& subject, const std::vector<StepDrains>& drains) {
    StepReport step;
    step.kernel = "6.12@x";
    step.subject = subject;
    step.state = StepState::measured;
    step.verdict = Verdict::upheld;
    step.drains = drains;
    step.claims = {
        {"local-drains-interrupt", Verdict::upheld, "100 drain work items for 100 armed drains", {}}};
    return step;
}

SeriesReport sample() {
    const StepDrains local{"local", 100, 100, 100, 183, 104, 70, 50, microseconds(1200), microseconds(3000)};
    const StepDrains remote{"remote", 100, 100, 0, 0, 0, 0, 50, microseconds(41), microseconds(90)};
    StepDrains loud = remote;
    loud.work_items = 100;
    SeriesReport series;
    series.name = "6.12";
    series.command_line = {"build/check/orchestrator/cloister", "series", "6.12", "-o", "my run"};
    series.machine = "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3";
    series.source = "linux-source-6.12 6.12.117-1 "
                    "sha256:70ae5e2e2bf8db7fc4291d2a50b1f545501b842b51ac828de3dcdedb84b8842f";
    series.compiler = "gcc (Debian 12.2.0-14+deb12u1) 12.2.0";
    series.cost_machine = "QEMU's emulator by the instruction count · 2 vCPUs, isolated 1";
    series.steps = {step("base", {local}), step("mm/swap: let a spinlock protect the LRU batches", {local}),
                    step("mm/mlock: let a spinlock protect the mlock batch", {}),
                    step("mm/swap: drain the batches of all CPUs remotely", {local, loud}),
                    step("mm: add remote_drain=", {local, remote})};
    const AbsentMode none{"remote", "/sys/kernel/mm/remote_drain is not there"};
    for (std::size_t i : {0U, 1U})
        series.steps[i].absent_modes = {none};
    series.steps[2].state = StepState::build_failed;
    series.steps[2].reason = "patch 0002-mm-mlock.patch does not apply to linux-source-6.12 6.12.117-1";
    series.steps[2].verdict.reset();
    series.steps[2].claims.clear();
    series.steps[3].verdict = Verdict::refuted;
    series.steps[3].claims.push_back(
        {"remote-drains-are-silent",
         Verdict::refuted,
         "drains caused 100 work items, 0 IPIs and 0 task switches on isolated CPUs",
         {}});
    series.steps[0].costs = {{"anon-fault", "local", 2788, 10, 170, 0, std::nullopt},
                             {"cache-read", "local", 1412, 4, 60, 0, std::nullopt}};
    series.steps[1].costs = {{"anon-fault", "local", 2800, 10, 170, 0, std::nullopt},
                             {"cache-read", "local", 1412, 4, 60, 0, std::nullopt}};
    series.steps[4].costs = {
        {"anon-fault", "local", 2800, 10, 170, 0, std::nullopt},
        {"cache-read", "local", 1412, 4, 60, 0, std::nullopt},
        {"anon-fault", "remote", 2813, 11, 170, 0, std::nullopt},
        {"cache-read", "remote", 1400, 4, 59, 0, "boot 2 did not count what the first did"}};
    conclude(series);
    return series;
}

bool is_for_a_mail(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.size() > 78 || std::any_of(line.begin(), line.end(), [](char c) { return c < ' '; }))
            return false;
    return true;
}

TEST(SeriesText, IsATableForAMail) {
    EXPECT_EQ(series_text(sample()), R"(series    6.12, 4 patches
base      linux-source-6.12 6.12.117-1 sha256:70ae5e2e2bf8
compiler  gcc (Debian 12.2.0-14+deb12u1) 12.2.0
machine   QEMU 7.2.22, tcg, 4 vCPUs, isolated 2-3
          counts are exact, times indicative: not every guest ran under a KVM
          that works
costs     QEMU's emulator by the instruction count, 2 vCPUs, isolated 1
command   cloister series 6.12 -o 'my run'

Caused on isolated CPUs by 100 armed drains: work items/IPIs/switches away
step                                      local         remote
 0  base                            100/183/104              -  upheld
 1  mm/swap: let a spinlock p...    100/183/104              -  upheld
 2  mm/mlock: let a spinlock ...              -              -  does not build
 3  mm/swap: drain the batche...    100/183/104        100/0/0  refuted
 4  mm: add remote_drain=           100/183/104          0/0/0  upheld

Cost of one operation: kernel instructions/locked ones/cache lines; beneath
the base how it differs from that, = where it does not
step        anon-fault        anon-fault        cache-read        cache-read
                 local            remote             local            remote
 0         2788/10/170                 -         1412/4/60                 -
 1           +12/+0/+0                 -                 =                 -
 4           +12/+0/+0         +25/+1/+0                 =           invalid

steps 0-1: no mode remote: /sys/kernel/mm/remote_drain is not there
step 2: patch 0002-mm-mlock.patch does not apply to linux-source-6.12
        6.12.117-1
step 3: refuted remote-drains-are-silent: drains caused 100 work items, 0 IPIs
        and 0 task switches on isolated CPUs
step 4: invalid cost of cache-read in remote mode: boot 2 did not count what
        the first did

first bad: step 2 mm/mlock: let a spinlock protect the mlock batch: patch
           0002-mm-mlock.patch does not apply to linux-source-6.12 6.12.117-1
refuted is the worst of these verdicts
)");
    EXPECT_TRUE(is_for_a_mail(series_text(sample())));
}

TEST(SeriesText, TellsHowManyDrainsWhereThatDiffers) {
    SeriesReport series = sample();
    series.steps[4].drains[1].armed = 99;
    EXPECT_NE(series_text(series).find("  99: 0/0/0  upheld\n"), std::string::npos) << series_text(series);
    EXPECT_TRUE(is_for_a_mail(series_text(series)));
}

TEST(CoverLetter, HasTheNumbersThatJustifyTheSeries) {
    EXPECT_EQ(cover_letter(sample()),
              R"(Interruptions of isolated CPUs that draining their caches caused, counted:

                          drains   work items     IPIs   switches    ticks
base, local mode             100          100      183        104       70
patched, local mode          100          100      183        104       70
patched, remote mode         100            0        0          0        0

Exact cost of one operation: kernel instructions/locked instructions/cache
lines; of the patched kernel the difference, = for none:

                                base    patched, local   patched, remote
anon-fault               2788/10/170         +12/+0/+0         +25/+1/+0
cache-read                 1412/4/60                 =           invalid

How long a drain takes who asks for it; indicative, guests were emulated:

                           calls         mean      longest
base, local mode              50       1.2 ms       3.0 ms
patched, local mode           50       1.2 ms       3.0 ms
patched, remote mode          50        41 us        90 us

Of the patched kernel:

upheld     local-drains-interrupt: 100 drain work items for 100 armed drains

4 of 5 steps, the base included, build, boot and were measured.

series    6.12, 4 patches
base      linux-source-6.12 6.12.117-1 sha256:70ae5e2e2bf8
compiler  gcc (Debian 12.2.0-14+deb12u1) 12.2.0
machine   QEMU 7.2.22, tcg, 4 vCPUs, isolated 2-3
          counts are exact, times indicative: not every guest ran under a KVM
          that works
costs     QEMU's emulator by the instruction count, 2 vCPUs, isolated 1
command   cloister series 6.12 -o 'my run'
)");
    EXPECT_TRUE(is_for_a_mail(cover_letter(sample())));
}

TEST(CoverLetter, OfASeriesThatWasNotMeasuredSaysSo) {
    SeriesReport series = sample();
    for (StepReport& each : series.steps) {
        each = {};
        each.subject = "base";
    }
    EXPECT_NE(cover_letter(series).find("0 of 5 steps"), std::string::npos) << cover_letter(series);
}

TEST(SearchText, NamesTheFirstBadStep) {
    SeriesReport series = sample();
    series.search =
        SearchForBad{"the claim remote-drains-are-silent",
                     {{4, Answer::bad, "refuted in 2 of 2 repetitions: drains caused 1 work item"},
                      {0, Answer::good, "upheld in 2 of 2 repetitions"}},
                     {3}};
    EXPECT_EQ(search_text(series).substr(search_text(series).find("asked")),
              R"(asked     the claim remote-drains-are-silent

bad         4 mm: add remote_drain=: refuted in 2 of 2 repetitions: drains
            caused 1 work item
good        0 base: upheld in 2 of 2 repetitions

first bad: step 3 mm/swap: drain the batches of all CPUs remotely
)");
    series.search->candidates = {2, 3};
    EXPECT_NE(search_text(series).find("the first bad one is one of these"), std::string::npos);
    series.search->candidates.clear();
    EXPECT_NE(search_text(series).find("no step that can be tested is bad\n"), std::string::npos);
}

TEST(MailText, IsPlain) {
    EXPECT_EQ(ascii("a · b, 3 µs … → é"), "a, b, 3 us ... -> ?");
    EXPECT_EQ(shortened("mm: a long subject", 10), "mm: a l...");
    EXPECT_EQ(with_short_digests("x sha256:00112233445566778899; y sha256:7"),
              "x sha256:001122334455; y sha256:7");
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
// A run that upholds everything, spoiled in one place at a time.
#include "orchestrator/judge/judge.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

JudgedTrial drained(const std::string& mode, std::uint64_t works) {
    JudgedTrial trial;
    TrialSpec& spec = trial.record.spec;
    spec.cell = {"6.12", mode, "spin-refill+drop_caches"};
    spec.isolated = CpuSet::parse("2-3");
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", mode, std::nullopt};
    spec.subject = "spin-refill";
    spec.disturber = "drop_caches";
    trial.record.outcome = Outcome::complete;
    trial.record.guest.emplace().drain_mode = mode;
    DrainTally& drains = trial.record.measurement.emplace().drains.emplace();
    drains.wanted = 100;
    drains.armed = drains.completed = {{CpuId{2}, 50}, {CpuId{3}, 50}};
    Observation& seen = trial.observation.emplace();
    seen.counts[CpuId{2}][ArrivalKind::drain_work] = works / 2;
    seen.counts[CpuId{3}][ArrivalKind::drain_work] = works / 2;
    seen.counts[CpuId{0}][ArrivalKind::ipi] = 7; // housekeeping is no business of any claim
    return trial;
}

JudgedTrial quiet() {
    JudgedTrial trial = drained("local", 0);
    trial.record.spec.cell.workload = "spin+none";
    trial.record.spec.subject = "spin";
    trial.record.spec.disturber = "none";
    trial.record.measurement->drains.reset();
    return trial;
}

JudgedTrial storm(const std::string& mode, std::uint64_t waits) {
    JudgedTrial trial = drained(mode, 0);
    trial.record.spec.cell.workload = "fault-storm+drop_caches";
    trial.record.spec.subject = "fault-storm";
    trial.record.guest->tracing["lock_contention"] = "ok";
    trial.observation->contentions = {{"other spinlocks", std::nullopt, CpuId{0}, "", 9}};
    if (waits > 0)
        trial.observation->contentions.push_back(
            {"cpu_fbatches.remote_lock", CpuId{2}, CpuId{0}, "lru_add_drain_cpu", waits});
    return trial;
}

enum Which { local, remote, idle, local_storm, remote_storm };

Evidence sound() {
    return {drained("local", 100), drained("remote", 0), quiet(), storm("local", 0), storm("remote", 50)};
}

ClaimResult claim_on(const std::string& claim, const Evidence& evidence) {
    Plan plan;
    plan.claims = {claim};
    return judge(plan, evidence).claims.at(0);
}

Verdict verdict_on(const std::string& claim, const Evidence& evidence) {
    Plan plan;
    plan.claims = {claim};
    return judge(plan, evidence).verdict;
}

TEST(Judge, UpholdsWhatIsWhole) {
    for (const char* claim : {"local-drains-interrupt", "remote-drains-are-silent", "drains-complete",
                              "quiet-baseline", "contention-is-counted"})
        EXPECT_EQ(verdict_on(claim, sound()), Verdict::upheld) << claim;
}

TEST(Judge, TakesNoStrayArrivalForWhatComesWithCalls) {
    Evidence evidence = sound();
    evidence[remote].observation->other = {{CpuId{3}, ArrivalKind::ipi, "reschedule", 2},
                                           {CpuId{2}, ArrivalKind::tick, "local_timer", 50}};
    EXPECT_EQ(verdict_on("remote-calls-are-silent", evidence), Verdict::upheld);
}

struct Story {
    const char* name;
    const char* claim;
    void (*spoil)(Evidence&);
    Verdict verdict;
};

class ASpoiledRun : public ::testing::TestWithParam<Story> {};

TEST_P(ASpoiledRun, IsNotUpheld) {
    Evidence evidence = sound();
    GetParam().spoil(evidence);
    EXPECT_EQ(verdict_on(GetParam().claim, evidence), GetParam().verdict);
}

const Story stories[] = {
    {"one_work_too_few", "local-drains-interrupt",
     [](Evidence& run) { --run[local].observation->counts[CpuId{2}][ArrivalKind::drain_work]; },
     Verdict::refuted},
    {"one_work_too_many", "local-drains-interrupt",
     [](Evidence& run) { ++run[local].observation->counts[CpuId{3}][ArrivalKind::drain_work]; },
     Verdict::refuted},
    {"not_all_armed", "local-drains-interrupt",
     [](Evidence& run) { run[local].record.measurement->drains->armed[CpuId{2}] = 49; }, Verdict::undecided},
    {"mode_not_read_back", "local-drains-interrupt",
     [](Evidence& run) { run[local].record.guest->drain_mode = "remote"; }, Verdict::invalid},
    {"events_lost", "local-drains-interrupt",
     [](Evidence& run) {
         run[local].observation->losses.push_back({"ring buffer", CpuId{2}, std::nullopt, "full"});
     },
     Verdict::invalid},
    {"counters_disagree", "local-drains-interrupt",
     [](Evidence& run) { run[local].observation->disagreements.emplace_back("ipi on CPU 2: 5 and 6"); },
     Verdict::invalid},
    {"kernel_failed", "local-drains-interrupt",
     [](Evidence& run) { run[local].record.outcome = Outcome::kernel_failed; }, Verdict::refuted},
    {"guest_lost", "drains-complete", [](Evidence& run) { run[remote].record.outcome = Outcome::guest_lost; },
     Verdict::invalid},
    {"nothing_measured", "drains-complete", [](Evidence& run) { run.clear(); }, Verdict::undecided},
    {"a_page_stays_behind", "drains-complete",
     [](Evidence& run) { --run[remote].record.measurement->drains->completed[CpuId{2}]; }, Verdict::refuted},
    {"a_call_that_drains_nothing", "drains-complete",
     [](Evidence& run) {
         DrainTally& drains = *run[local].record.measurement->drains;
         drains.does_not_drain = "a page armed on CPU 2 is still in its batch afterwards";
         drains.completed.clear();
     },
     Verdict::undecided},
    {"a_call_that_drains_nothing_remotely", "drains-complete",
     [](Evidence& run) {
         DrainTally& drains = *run[remote].record.measurement->drains;
         drains.does_not_drain = "a page armed on CPU 2 is still in its batch afterwards";
         drains.completed.clear();
     },
     Verdict::refuted},
    {"one_remote_work", "remote-drains-are-silent",
     [](Evidence& run) { run[remote].observation->counts[CpuId{2}][ArrivalKind::drain_work] = 1; },
     Verdict::refuted},
    {"one_drain_ipi", "remote-drains-are-silent",
     [](Evidence& run) { run[remote].observation->drain_caused[CpuId{3}][ArrivalKind::ipi] = 1; },
     Verdict::refuted},
    {"silent_for_it_does_not_work", "remote-drains-are-silent",
     [](Evidence& run) { run[remote].record.measurement->drains->completed.clear(); }, Verdict::refuted},
    {"no_positive_control", "remote-drains-are-silent", [](Evidence& run) { run.erase(run.begin()); },
     Verdict::undecided},
    {"an_ipi_with_each_call", "remote-calls-are-silent",
     [](Evidence& run) {
         run[remote].observation->other = {{CpuId{3}, ArrivalKind::ipi, "call_function", 50}};
     },
     Verdict::refuted},
    {"a_call_that_was_not_armed", "remote-calls-are-silent",
     [](Evidence& run) { run[remote].record.measurement->drains->wanted = 101; }, Verdict::undecided},
    {"no_wait_was_provoked", "contention-is-counted",
     [](Evidence& run) { run[remote_storm].observation->contentions.pop_back(); }, Verdict::undecided},
    {"a_lock_of_the_other_mode", "contention-is-counted",
     [](Evidence& run) { run[local_storm] = storm("local", 1); }, Verdict::refuted},
    {"the_probe_is_not_there", "contention-is-counted",
     [](Evidence& run) { run[remote_storm].record.guest->tracing["lock_contention"] = "no kprobes"; },
     Verdict::undecided},
    {"waits_stated_in_one_mode_only", "contention-is-counted",
     [](Evidence& run) { run.erase(run.begin() + local_storm); }, Verdict::undecided},
    {"the_kprobe_missed", "contention-is-counted",
     [](Evidence& run) {
         run[remote_storm].observation->losses.push_back(
             {"kprobe lock_contended", std::nullopt, 1, "it was hit while at work"});
     },
     Verdict::invalid},
    {"one_tick", "quiet-baseline",
     [](Evidence& run) { run[idle].observation->counts[CpuId{2}][ArrivalKind::tick] = 1; }, Verdict::refuted},
};

INSTANTIATE_TEST_SUITE_P(Judge, ASpoiledRun, ::testing::ValuesIn(stories),
                         [](const auto& each) { return std::string(each.param.name); });

JudgedTrial starved(const std::string& mode, std::chrono::milliseconds longest) {
    JudgedTrial trial = drained(mode, 0);
    trial.record.spec.cell.workload = "spin-fifo+drop_caches";
    trial.record.spec.subject = "spin-fifo";
    DrainTally& drains = *trial.record.measurement->drains;
    drains.calls = 10;
    drains.call_max = longest;
    drains.call_total = 10 * longest;
    return trial;
}

ClaimResult starves(const Evidence& evidence) {
    return claim_on("fifo-starves-no-drain", evidence);
}

TEST(AStarvedWorker, KeepsADrainWaitingInLocalModeAlone) {
    using std::chrono::milliseconds;
    const ClaimResult claim =
        starves({starved("local", milliseconds(1004)), starved("remote", milliseconds(9))});
    EXPECT_EQ(claim.verdict, Verdict::upheld);
    EXPECT_EQ(claim.reason,
              "a drain takes 9.0 ms at most; in local mode 1.0 s on average, until the task gives way");
    EXPECT_EQ(starves({starved("local", milliseconds(1004)), starved("remote", milliseconds(1004))}).verdict,
              Verdict::refuted);
    // A fair server lets the worker in: nothing was starved.
    EXPECT_EQ(starves({starved("local", milliseconds(17)), starved("remote", milliseconds(9))}).verdict,
              Verdict::undecided);
    EXPECT_EQ(starves({starved("remote", milliseconds(9))}).verdict, Verdict::undecided);
}

// Five repetitions in each mode under a KVM that works.
Evidence paced(std::chrono::microseconds local, std::chrono::microseconds remote,
               const char* accelerator = "kvm") {
    Evidence evidence;
    for (int repetition = 0; repetition < 5; ++repetition)
        for (const char* mode : {"local", "remote"}) {
            JudgedTrial trial = drained(mode, std::string(mode) == "local" ? 100 : 0);
            trial.record.machine.accelerator = accelerator;
            DrainTally& drains = *trial.record.measurement->drains;
            drains.calls = 50;
            drains.call_total = 50 * (std::string(mode) == "local" ? local : remote) +
                                std::chrono::nanoseconds(100 * repetition);
            evidence.push_back(std::move(trial));
        }
    return evidence;
}

ClaimResult keeps_pace(const Evidence& evidence) {
    return claim_on("housekeeping-keeps-pace", evidence);
}

TEST(Housekeeping, KeepsPaceByTheClockOfARealMachine) {
    using std::chrono::microseconds;
    const ClaimResult faster = keeps_pace(paced(microseconds(900), microseconds(30)));
    EXPECT_EQ(faster.verdict, Verdict::upheld);
    EXPECT_EQ(faster.reason, "less than 5 % slower at 95 % confidence; at most a drain call of "
                             "spin-refill+drop_caches: 900 µs in local mode, 30 µs in remote mode");
    EXPECT_EQ(keeps_pace(paced(microseconds(30), microseconds(33))).verdict, Verdict::refuted);
    EXPECT_EQ(keeps_pace(paced(microseconds(900), microseconds(30), "tcg")).verdict, Verdict::undecided);
}

TEST(Housekeeping, WantsRepetitionsThatAgree) {
    using std::chrono::microseconds;
    Evidence few = paced(microseconds(900), microseconds(30));
    few.resize(6);
    EXPECT_EQ(keeps_pace(few).verdict, Verdict::undecided);
    Evidence restless = paced(microseconds(30), microseconds(30));
    restless[1].record.measurement->drains->call_total *= 2;
    restless[3].record.measurement->drains->call_total *= 2;
    EXPECT_EQ(keeps_pace(restless).verdict, Verdict::undecided);
    Evidence noisy = paced(microseconds(900), microseconds(30));
    noisy[1].record.outcome = Outcome::timed_out;
    EXPECT_EQ(keeps_pace(noisy).verdict, Verdict::invalid);
}

JudgedTrial gone_offline(const std::string& mode, std::uint64_t completed) {
    JudgedTrial trial = drained(mode, 0);
    trial.record.spec.cell.workload = "spin-refill+cpu-offline";
    trial.record.spec.disturber = "cpu-offline";
    trial.record.measurement->drains->completed[CpuId{2}] = completed;
    return trial;
}

TEST(OfflineDrains, AreCompleteInBothModes) {
    const Evidence whole{gone_offline("local", 50), gone_offline("remote", 50)};
    EXPECT_EQ(claim_on("offline-drains-complete", whole).verdict, Verdict::upheld);
    const ClaimResult forgotten =
        claim_on("offline-drains-complete", {gone_offline("local", 50), gone_offline("remote", 49)});
    EXPECT_EQ(forgotten.verdict, Verdict::refuted);
    EXPECT_EQ(forgotten.reason, "199 of 200 armed pages reached the LRU as their CPU went");
    Evidence few = whole;
    few[0].record.measurement->drains->wanted = 200;
    EXPECT_EQ(claim_on("offline-drains-complete", few).verdict, Verdict::undecided);
    EXPECT_EQ(claim_on("offline-drains-complete", {drained("local", 100)}).verdict, Verdict::undecided);
}

TEST(OfflineDrains, AreNotAskedToInterruptOrToBeSilent) {
    const Evidence whole{gone_offline("local", 50), gone_offline("remote", 50)};
    EXPECT_EQ(claim_on("local-drains-interrupt", whole).verdict, Verdict::undecided);
    EXPECT_EQ(claim_on("remote-drains-are-silent", whole).verdict, Verdict::undecided);
}

JudgedTrial lists(const std::string& mode, std::uint64_t works_a_cpu,
                  const std::string& disturber = "page-lists") {
    JudgedTrial trial = drained(mode, 2 * works_a_cpu);
    trial.record.spec.cell.workload = "spin-refill+" + disturber;
    trial.record.spec.disturber = disturber;
    trial.record.spec.provocations = 50;
    trial.record.measurement->provoked = 50;
    for (const CpuId cpu : trial.record.spec.isolated)
        if (works_a_cpu > 0)
            trial.observation->interruption_counts.steps[{cpu, StepKind::work, "drain_local_pages_wq"}] =
                works_a_cpu;
    return trial;
}

TEST(PageLists, AreEmptiedByWorkInLocalModeAndWithoutInRemoteMode) {
    const Evidence whole{lists("local", 50), lists("remote", 0)};
    EXPECT_EQ(claim_on("page-lists-interrupt", whole).reason,
              "100 work items for 100 lists that were emptied");
    EXPECT_EQ(claim_on("page-lists-interrupt", whole).verdict, Verdict::upheld);
    EXPECT_EQ(claim_on("page-lists-are-silent", whole).verdict, Verdict::upheld);
    EXPECT_EQ(claim_on("page-lists-interrupt", {lists("local", 49)}).verdict, Verdict::refuted);
}

TEST(PageLists, AreEmptiedForDirectReclaimAsWell) {
    const Evidence whole{lists("local", 50, "direct-reclaim"), lists("remote", 0, "direct-reclaim")};
    EXPECT_EQ(claim_on("page-lists-interrupt", whole).verdict, Verdict::upheld);
    EXPECT_EQ(claim_on("page-lists-are-silent", whole).verdict, Verdict::upheld);
    EXPECT_EQ(claim_on("page-lists-interrupt", {lists("local", 49, "direct-reclaim")}).verdict,
              Verdict::refuted);
    EXPECT_EQ(claim_on("page-lists-interrupt", {lists("local", 50, "vmstat-refresh")}).verdict,
              Verdict::undecided);
}

TEST(PageLists, AreNotSilentWithOneArrivalThatADrainCaused) {
    EXPECT_EQ(claim_on("page-lists-are-silent", {lists("local", 50), lists("remote", 1)}).verdict,
              Verdict::refuted);
    Evidence interrupted{lists("local", 50), lists("remote", 0)};
    interrupted[1].observation->drain_caused[CpuId{3}][ArrivalKind::ipi] = 1;
    EXPECT_EQ(claim_on("page-lists-are-silent", interrupted).verdict, Verdict::refuted);
}

TEST(PageLists, AreSilentOnCompleteEvidenceAlone) {
    EXPECT_EQ(claim_on("page-lists-are-silent", {lists("remote", 0)}).verdict, Verdict::undecided);
    EXPECT_EQ(claim_on("page-lists-are-silent", {lists("local", 0), lists("remote", 0)}).verdict,
              Verdict::undecided);
    Evidence empty{lists("local", 50), lists("remote", 0)};
    empty[1].record.measurement->drains->armed[CpuId{2}] = 49;
    empty[1].record.measurement->drains->completed[CpuId{2}] = 49;
    EXPECT_EQ(claim_on("page-lists-are-silent", empty).verdict, Verdict::undecided);
    Evidence kept{lists("local", 50), lists("remote", 0)};
    kept[1].record.measurement->drains->completed[CpuId{2}] = 49;
    EXPECT_EQ(claim_on("page-lists-are-silent", kept).verdict, Verdict::refuted);
    EXPECT_EQ(claim_on("page-lists-are-silent", kept).reason,
              "silent because it does not work: 99 of 100 lists were emptied");
    Evidence unexplained{lists("local", 50), lists("remote", 0)};
    unexplained[1].observation->without_known_sender = 1;
    EXPECT_EQ(claim_on("page-lists-are-silent", unexplained).verdict, Verdict::undecided);
    Evidence hung{lists("local", 50), lists("remote", 0)};
    hung[1].record.outcome = Outcome::timed_out;
    EXPECT_EQ(claim_on("page-lists-are-silent", hung).verdict, Verdict::invalid);
}

// What the subjects noticed besides in one trial, and how its host was watched.
Evidence with_gaps(const char* accelerator, const GapSums& gaps, const HostWatch& host) {
    JudgedTrial trial = quiet();
    trial.record.machine.accelerator = accelerator;
    trial.record.machine.waited[CpuId{2}] = std::chrono::milliseconds(2400);
    trial.record.host_watch = host;
    trial.observation->gaps.emplace_back().gaps = gaps;
    return {trial};
}

ClaimResult nothing_unexplained_on(const Evidence& evidence) {
    Plan plan;
    plan.claims = {"nothing-unexplained"};
    return judge(plan, evidence).claims.at(0);
}

const HostWatch by_perf{WatchedBy::perf, std::nullopt, {}, {}, {}, std::chrono::microseconds(310)};
const HostWatch refused{WatchedBy::schedstat, "perf_event_open: Permission denied", {}, {}, {}, std::nullopt};
const GapSums by_host{{GapMaker::host_preempted, {1190, {}, {}}}, {GapMaker::host_waiting, {14, {}, {}}}};
GapSums by_host_and_nobody() {
    GapSums gaps = by_host;
    gaps[GapMaker::unexplained].number = 2236;
    return gaps;
}

bool says(const ClaimResult& result, const std::string& words) {
    return result.reason.find(words) != std::string::npos;
}

TEST(Gaps, OfAnEmulatedGuestAreToldAndNotHeldAgainstTheKernel) {
    const ClaimResult told = nothing_unexplained_on(with_gaps("tcg", by_host_and_nobody(), by_perf));
    EXPECT_EQ(told.verdict, Verdict::upheld);
    EXPECT_TRUE(says(told,
                     "3,440 other gaps: 1,204 the host's (1,190 preempted, 14 asleep; clocks within 310 µs), "
                     "2,236 the emulator's"))
        << told.reason;
    EXPECT_EQ(told.numbers.at("gaps_unexplained").value, 2236);
    EXPECT_EQ(told.numbers.at("clock_error").value, 310);
    EXPECT_FALSE(told.numbers.contains("host_waited"));
}

TEST(Gaps, UnderKvmTheHostMayHaveMadeThemAndNobodyElse) {
    EXPECT_EQ(nothing_unexplained_on(with_gaps("kvm", by_host, by_perf)).verdict, Verdict::upheld);
    const ClaimResult left = nothing_unexplained_on(with_gaps("kvm", by_host_and_nobody(), by_perf));
    EXPECT_EQ(left.verdict, Verdict::undecided);
    EXPECT_TRUE(says(left, "2,236 gaps neither the guest nor the host's scheduler is known to have made"))
        << left.reason;
}

TEST(Gaps, WhoseHostWasNotSeenDecideNothingUnderKvm) {
    const GapSums one{{GapMaker::unexplained, {1, {}, {}}}};
    const ClaimResult told = nothing_unexplained_on(with_gaps("kvm", one, refused));
    EXPECT_EQ(told.verdict, Verdict::undecided);
    EXPECT_TRUE(says(told, "1 gap without an interruption was not seen: perf_event_open: Permission denied"))
        << told.reason;
    HostWatch lossy = by_perf;
    lossy.lost[CpuId{2}] = 3;
    EXPECT_TRUE(says(nothing_unexplained_on(with_gaps("kvm", one, lossy)), "not seen: 3 switches lost"));
    Evidence unwatched = with_gaps("kvm", one, by_perf);
    unwatched[0].record.host_watch.reset();
    EXPECT_TRUE(says(nothing_unexplained_on(unwatched), "it was not watched"));
    EXPECT_EQ(nothing_unexplained_on(with_gaps("kvm", {}, refused)).verdict, Verdict::upheld);
}

TEST(Gaps, WhoseHostWasNotSeenAreToldWithWhatSchedstatSays) {
    const GapSums gaps{{GapMaker::unexplained, {3440, {}, {}}}};
    const Evidence evidence = with_gaps("tcg", gaps, refused);
    const ClaimResult told = nothing_unexplained_on(evidence);
    EXPECT_EQ(told.verdict, Verdict::upheld);
    EXPECT_TRUE(says(told,
                     "3,440 other gaps: 3,440 of which the host was not seen to make any (perf_event_open: "
                     "Permission denied), which let the vCPUs wait for 2.4 s"))
        << told.reason;
    EXPECT_EQ(told.numbers.at("host_waited").value, 2.4);
    const Report report = judge(Plan{}, {evidence[0], evidence[0]});
    ASSERT_EQ(report.notes.size(), 1U);
    EXPECT_EQ(report.notes[0],
              "the host's switches of the vCPUs' threads were not seen, only how long they waited "
              "(schedstat): perf_event_open: Permission denied");
}

TEST(Judge, SaysThatAFakeMachineMeasuredNothing) {
    Evidence evidence = sound();
    for (JudgedTrial& trial : evidence) {
        trial.record.machine.backend = "qemu";
        trial.record.machine.accelerator = "kvm";
    }
    EXPECT_FALSE(judge(Plan{}, evidence).not_measured);
    evidence[remote].record.machine.backend = "fake";
    evidence[remote].record.machine.accelerator = "none";
    EXPECT_TRUE(judge(Plan{}, evidence).not_measured);
    EXPECT_TRUE(judge(Plan{}, evidence).times_indicative);
}

TEST(Judge, ReportsTheRateOfPressureOverAllRepetitions) {
    Evidence evidence{quiet(), quiet()};
    for (JudgedTrial& trial : evidence) {
        trial.record.spec.cell.workload = "spin+pressure-anon";
        trial.record.spec.disturber = "pressure-anon";
        trial.record.spec.pages_per_second = 1000;
        trial.record.measurement->pressure_pages = 950;
        trial.record.measurement->pressure_time = std::chrono::seconds(1);
    }
    const Report report = judge(Plan{}, evidence);
    ASSERT_TRUE(report.cells.at(0).pressure);
    EXPECT_EQ(report.cells[0].pressure->pages, 1900U);
    EXPECT_DOUBLE_EQ(report.cells[0].pressure->pages_per_second, 950);
    EXPECT_EQ(report.cells[0].pressure->wanted_pages_per_second, 1000U);
    EXPECT_FALSE(judge(Plan{}, sound()).cells.at(0).pressure);
}

TEST(Judge, ReportsHowMuchAStormDidOnAllItsCpus) {
    Evidence evidence{quiet(), quiet()};
    for (JudgedTrial& trial : evidence) {
        trial.record.spec.subject = "fault-storm";
        trial.record.measurement->window_opened = std::chrono::seconds(5);
        trial.record.measurement->window_closed = std::chrono::seconds(7);
        trial.record.measurement->subjects = {{.cpu = CpuId{2}, .iterations = 10},
                                              {.cpu = CpuId{3}, .iterations = 20}};
    }
    const Report report = judge(Plan{}, evidence);
    ASSERT_TRUE(report.cells.at(0).storm);
    EXPECT_EQ(report.cells[0].storm->pages, 2U * 30 * 256);
    EXPECT_DOUBLE_EQ(report.cells[0].storm->pages_per_second, 30 * 256 / 2.0);
    EXPECT_FALSE(judge(Plan{}, {quiet()}).cells.at(0).storm);
}

TEST(Judge, TheReportIsAsBadAsItsWorstClaim) {
    Evidence evidence = sound();
    evidence[idle].observation->counts[CpuId{2}][ArrivalKind::tick] = 1;
    Plan plan;
    plan.claims = {"local-drains-interrupt", "quiet-baseline"};
    const Report report = judge(plan, evidence);
    EXPECT_EQ(report.verdict, Verdict::refuted);
    EXPECT_EQ(report.claims[0].verdict, Verdict::upheld);
    EXPECT_EQ(exit_code(report.verdict), 1);
    EXPECT_EQ(report.cells.size(), 5U);
}

TEST(Judge, AProgramsOwnDoingIsCountedApart) {
    JudgedTrial trial = quiet();
    trial.record.spec.subject = "/usr/bin/cyclictest";
    trial.record.spec.subject_command = std::vector<std::string>{"/usr/bin/cyclictest"};
    trial.record.measurement->subject_tasks = std::vector<std::string>{"cyclictest", "swapper/2"};
    trial.record.measurement->unquiet.emplace();
    for (const Cause& cause :
         {Cause{"tick", "hrtimer_wakeup", "own timer", "cyclictest"},
          Cause{"wake-up of cyclictest", "hrtimer_wakeup", "timer hrtimer_wakeup", "<idle>"},
          Cause{"lru_add_drain_per_cpu", "__lru_add_drain_all", "system call write", "sh"}})
        trial.observation->interruption_counts.by_cause[cause][CpuId{2}] = {1, std::chrono::microseconds(7)};
    trial.figures = {{"/usr/bin/cyclictest", true, {CpuId{2}, {{"max", {41, "µs"}}}}},
                     {"/opt/mine", true, {std::nullopt, {}}}}; // tells no CPUs apart
    Plan plan;
    plan.claims = {"nothing-unexplained"};
    const Report report = judge(plan, {trial});
    EXPECT_EQ(report.verdict, Verdict::upheld);
    EXPECT_NE(report.claims[0].reason.find("whether cyclictest noticed them"), std::string::npos);
    ASSERT_EQ(report.programs.value().size(), 3U);
    const ProgramReport& program = report.programs->front();
    EXPECT_EQ(program.figures.at("max").value, 41);
    EXPECT_EQ(program.ours->own, 2U);
    EXPECT_EQ(program.ours->interruptions, 1U);
    EXPECT_EQ(program.ours->causes.at("lru_add_drain_per_cpu"), 1U);
    EXPECT_EQ(report.programs->at(2).cpu, CpuId{3});
    ASSERT_EQ(report.notes.size(), 1U);
    EXPECT_NE(report.notes[0].find("cyclictest was never quiet for 20 ms"), std::string::npos);
    EXPECT_FALSE(judge(plan, sound()).programs);
}

} // namespace
} // namespace cloister

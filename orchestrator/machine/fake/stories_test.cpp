// SPDX-License-Identifier: GPL-2.0-or-later
// Every story through the whole pipeline: what its guest's record says, what each claim's verdict is, how the
// run ends; and that whatever happened the guests are gone, the records stored and nothing else left.
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/machine/fake/lab_run.hpp"
#include "source_tree.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace cloister::fake {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Verdicts = std::map<std::string, Verdict>;

struct Told {
    const char* story;
    Outcome outcome;
    const char* stage;  // of the failure; none: nullptr
    const char* reason; // part of the failure, or of the reason of a claim that is not upheld
    Verdicts flawed;    // all others are upheld
    int exit;
};

const std::vector<std::string> judged{"local-drains-interrupt",
                                      "remote-drains-are-silent",
                                      "drains-complete",
                                      "quiet-baseline",
                                      "nothing-unexplained",
                                      "force-knob-works",
                                      "enabled-only-with-nohz-full"};

Verdicts local(Verdict drains, Verdict complete) {
    return {{"local-drains-interrupt", drains},
            {"remote-drains-are-silent", Verdict::undecided}, // its control is flawed
            {"drains-complete", complete},
            {"nothing-unexplained", complete}};
}
Verdicts remote(Verdict verdict) {
    return {{"remote-drains-are-silent", verdict},
            {"drains-complete", verdict},
            {"nothing-unexplained", verdict}};
}
// The run ended after so many guests: what it did not get to is undecided.
Verdicts ended(Verdict local_drains, Verdict remote_drains, Verdict complete) {
    Verdicts verdicts{{"local-drains-interrupt", local_drains},
                      {"remote-drains-are-silent", remote_drains},
                      {"drains-complete", complete},
                      {"nothing-unexplained", complete},
                      {"quiet-baseline", Verdict::undecided},
                      {"enabled-only-with-nohz-full", Verdict::undecided},
                      {"force-knob-works", Verdict::undecided}};
    std::erase_if(verdicts, [](const auto& each) { return each.second == Verdict::upheld; });
    return verdicts;
}

const std::vector<Told>& table() {
    using enum Outcome;
    using enum Verdict;
    static const std::vector<Told> all{
        {"upheld", complete, nullptr, "", {}, 0},
        {"no-machine", lab_failed, "boot", "starts no guest", ended(invalid, undecided, invalid), 69},
        {"silent-agent", timed_out, "boot", "hello did not come within 2s", local(invalid, invalid), 2},
        {"dies-at-boot", guest_lost, "boot", "hello did not come: the guest ended", local(invalid, invalid),
         2},
        {"old-protocol", lab_failed, "boot", "the agent speaks protocol 4, not 5",
         ended(invalid, undecided, invalid), 69},
        {"panic-at-boot", kernel_failed, "boot", "Kernel panic - not syncing", local(refuted, refuted), 1},
        {"panic-in-window", kernel_failed, "measure", "Kernel panic - not syncing", local(refuted, refuted),
         1},
        {"oops-then-complete", kernel_failed, "measure", "WARNING: CPU: 2", local(refuted, refuted), 1},
        {"keeps-a-breakpoint",
         complete,
         nullptr,
         "done anew: QEMU before 8.1 may have kept a stale breakpoint: Oops: int3",
         {},
         0},
        {"keeps-breakpoints", lab_failed, "measure", "QEMU before 8.1 may have kept a stale breakpoint: Oops",
         local(invalid, invalid), 2},
        {"channel-breaks", guest_lost, "collect", "the rest of cpu0.raw did not come", remote(invalid), 2},
        {"garbage", guest_lost, "verify", "frame of unknown kind", remote(invalid), 2},
        {"foreign-words", guest_lost, "arm", "the agent's words are not ours", remote(invalid), 2},
        {"foreign-path", guest_lost, "collect", "the agent sent a file named", remote(invalid), 2},
        {"wrong-mode", lab_failed, "verify", "remote_drain says 'local', not 'remote'",
         ended(upheld, invalid, invalid), 64},
        {"refuses", lab_failed, "arm", "trace_marker: No space left", local(invalid, invalid), 2},
        {"interrupted", lab_failed, "interrupted", "ended by the user", ended(upheld, invalid, invalid), 130},
        {"mode-not-proved", complete, nullptr, "mode read back as 'local', not 'remote'", remote(invalid), 2},
        {"loses-events", complete, nullptr, "ring buffer lost 7 events", local(invalid, invalid), 2},
        {"histogram-drops", complete, nullptr, "histogram ipi_received lost 3 events",
         local(invalid, invalid), 2},
        {"counters-disagree", complete, nullptr,
         "counters disagree: drain_work on CPU 2: 51 in the histogram, 50", local(invalid, invalid), 2},
        {"not-traced", complete, nullptr,
         "the kernel counted otherwise: NMI on CPU 2: 1 in /proc/interrupts, 0 in the trace",
         local(invalid, invalid), 2},
        {"clock-steps-back", complete, nullptr, "trace clock", local(invalid, invalid), 2},
        {"truncated-harvest", complete, nullptr, "counters disagree", local(invalid, invalid), 2},
        {"notices-nothing",
         complete,
         nullptr,
         "the subjects did not notice",
         {{"nothing-unexplained", refuted}},
         1},
        {"host-not-seen",
         complete,
         nullptr,
         "nor how long they waited: perf_event_open: Permission denied (a story)",
         {},
         0},
        {"clocks-contradict", complete, nullptr, "the clocks contradict: of ", {}, 0},
        {"arms-too-few",
         complete,
         nullptr,
         "99 of 100 wanted drains were armed",
         {{"local-drains-interrupt", undecided}, {"drains-complete", undecided}},
         2},
        {"one-work-too-many",
         complete,
         nullptr,
         "101 drain work items for 100 armed drains",
         {{"local-drains-interrupt", refuted}},
         1},
        {"silent-and-broken",
         complete,
         nullptr,
         "silent because it does not work: 0 of 100",
         {{"remote-drains-are-silent", refuted}, {"drains-complete", refuted}},
         1},
        {"drop-caches-drains-nothing", complete, nullptr, "a page armed on CPU 2 is still in its batch",
         local(undecided, undecided), 2},
        {"loud-remote",
         complete,
         nullptr,
         "drains caused 100 work items",
         {{"remote-drains-are-silent", refuted}},
         1},
        {"noisy-baseline", complete, nullptr, " on isolated CPUs", {{"quiet-baseline", refuted}}, 1},
        {"wrong-default",
         complete,
         nullptr,
         "auto-nohz-full: the kernel chose local, not remote",
         {{"enabled-only-with-nohz-full", refuted}},
         1},
    };
    return all;
}

std::string spoken(const TrialRecord& record, const Report& report) {
    std::string text = record.failure ? record.failure->what + "\n" : "";
    for (const ClaimResult& claim : report.claims)
        if (claim.verdict != Verdict::upheld)
            text += claim.reason + "\n";
    for (const std::string& note : report.notes)
        text += note + "\n";
    return text;
}

Verdicts flawed(const Report& report) {
    Verdicts verdicts;
    for (const ClaimResult& claim : report.claims)
        if (claim.verdict != Verdict::upheld)
            verdicts[claim.id] = claim.verdict;
    return verdicts;
}

class AStory : public ::testing::TestWithParam<Told> {};

TEST_P(AStory, EndsAsItsTableSays) {
    const Told& told = GetParam();
    LabRun run(told.story, judged);
    EXPECT_EQ(run.conduct(), told.exit);

    const TrialRecord record = run.record_of_the_story();
    EXPECT_EQ(name_of(record.outcome), name_of(told.outcome));
    EXPECT_EQ(record.failure ? record.failure->stage : "none", told.stage ? told.stage : "none");
    const Report report = run.report();
    EXPECT_EQ(flawed(report), told.flawed);
    EXPECT_THAT(spoken(record, report), HasSubstr(told.reason));

    EXPECT_EQ(run.watch().living, 0);
    EXPECT_EQ(run.watch().destroyed, run.watch().started);
    EXPECT_THAT(run.left_behind(), IsEmpty());
    const bool ended_early = told.exit >= wrong_use_exit;
    EXPECT_TRUE(ended_early || run.records().size() == run.plan().trials.size());
    if (run.watch().started > 0) {
        ASSERT_TRUE(report.not_measured);
        EXPECT_THAT(report.machine, HasSubstr("fake machine · story " + std::string(told.story)));
    }
}

INSTANTIATE_TEST_SUITE_P(Lab, AStory, ::testing::ValuesIn(table()), [](const auto& each) {
    std::string name = each.param.story;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Stories, AreAllInTheTable) {
    std::vector<std::string> told;
    for (const Told& each : table())
        told.emplace_back(each.story);
    std::vector<std::string> known;
    for (const Story& story : stories())
        known.push_back(story.name);
    EXPECT_THAT(told, ::testing::UnorderedElementsAreArray(known));
}

// What real kernels printed, beside counts that are as they must be.
std::string complaint;
void complains(Script& script, const Telling& /*telling*/) {
    insert_before<wire::BlobHead>(script, Print{complaint});
}

TEST(Stories, AnyComplaintRefutesWhateverWasCounted) {
    const Story story{"complains", "the kernel prints what a real one printed", Place::local_drains,
                      complains};
    int told = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(CLOISTER_SOURCE "/orchestrator/console/corpus")) {
        if (file.path().extension() != ".log")
            continue;
        std::ifstream console(file.path(), std::ios::binary);
        complaint.assign(std::istreambuf_iterator<char>(console), {});
        LabRun run(story, {"local-drains-interrupt", "drains-complete"});
        EXPECT_EQ(run.conduct(), 1) << file.path();
        EXPECT_EQ(flawed(run.report()), (Verdicts{{"local-drains-interrupt", Verdict::refuted},
                                                  {"drains-complete", Verdict::refuted}}))
            << file.path();
        ++told;
    }
    EXPECT_GE(told, 20);
}

TEST(Stories, AreRefusedWhereTheyHaveNoPlace) {
    EXPECT_THROW(LabRun("wrong-default", {"quiet-baseline"}), LabError);
}

// As they were recorded, through the host's clock and back.
TEST(Stories, TheHostsSwitchesComeBackToTheNanosecond) {
    LabRun run("upheld", {"quiet-baseline"});
    ASSERT_EQ(run.conduct(), 0);
    const Recordings recorded =
        Recordings::load(CLOISTER_SOURCE "/orchestrator/machine/fake/recordings/smallest.tar.xz");
    for (const TrialRecord& record : run.records()) {
        const TrialRecord& then = recorded.of(cell_name(record.spec)).record;
        ASSERT_TRUE(record.host_watch);
        EXPECT_EQ(record.host_watch->by, WatchedBy::perf);
        EXPECT_EQ(record.digests.at(host_switches_file), then.digests.at(host_switches_file));
    }
}

// The agent is told the symbols, what to do and then to power off, in every guest.
TEST(Stories, TheHostSaysItsThreeWordsToEveryGuest) {
    LabRun run("upheld", {"local-drains-interrupt", "quiet-baseline"});
    ASSERT_EQ(run.conduct(), 0);
    std::vector<std::string> expected;
    for (int guest = 0; guest < run.watch().started; ++guest) {
        expected.emplace_back(wire::Symbols::schema);
        expected.emplace_back(TrialSpec::schema);
        expected.emplace_back(wire::PowerOff::schema);
    }
    EXPECT_EQ(run.watch().told, expected);
}

} // namespace
} // namespace cloister::fake

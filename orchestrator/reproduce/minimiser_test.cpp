// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/minimiser.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;

const Cause drained{"lru_add_drain_per_cpu", "__lru_add_drain_all", "system call write", "drop_caches"};
const Cause ticked{"tick", "", "", ""};

Target target(const Cause& cause, const std::string& disturber = "drop_caches") {
    Target target;
    TrialSpec& spec = target.record.spec;
    spec.subject = "spin-refill";
    spec.disturber = disturber;
    spec.cell = {"6.12", "local", "spin-refill+" + disturber};
    spec.mode.read_back = {"f", "local", "local"};
    spec.repetition = 7;
    if (disturber == "drop_caches")
        spec.drains = 100;
    target.interruption.number = 17;
    target.interruption.cause = cause;
    return target;
}

// A sound trial in which these came.
JudgedTrial showed(const TrialSpec& spec, const std::vector<Cause>& causes) {
    JudgedTrial trial;
    trial.record.spec = spec;
    trial.record.outcome = Outcome::complete;
    trial.record.guest.emplace();
    trial.record.measurement.emplace().window_closed = seconds(4);
    trial.observation.emplace();
    for (const Cause& cause : causes) {
        trial.observation->interruptions.emplace_back();
        trial.observation->interruptions.back().cause = cause;
        ++trial.observation->interruption_counts.by_cause[cause][CpuId{2}].number;
    }
    return trial;
}

std::string asked(const TrialSpec& spec) {
    const auto window = std::chrono::duration_cast<milliseconds>(spec.duration).count();
    return spec.disturber + " " +
           (spec.drains ? std::to_string(*spec.drains) : std::to_string(window) + "ms") + " #" +
           std::to_string(spec.repetition);
}

// Asks to the end; comes(spec, guest): whether this guest shows it.
template <class Comes>
std::vector<std::string> all_asked(Minimiser& minimiser, const Cause& cause, Comes comes) {
    std::vector<std::string> all;
    while (const std::optional<TrialSpec> spec = minimiser.next()) {
        all.push_back(asked(*spec));
        minimiser.learn(showed(*spec, comes(*spec, all.size()) ? std::vector<Cause>{cause, cause}
                                                               : std::vector<Cause>{}));
    }
    return all;
}

TEST(Minimiser, WhatEachCallBringsNeedsOneCall) {
    Minimiser minimiser(target(drained), 3, false);
    EXPECT_THAT(all_asked(minimiser, drained, [](const TrialSpec&, std::size_t) { return true; }),
                ElementsAre("drop_caches 100 #1", "drop_caches 1 #2"));
    EXPECT_EQ(minimiser.least(), 2U);
    EXPECT_EQ(minimiser.least_spec().drains, 1U);
    EXPECT_EQ(minimiser.attempts()[1].seen, 2U);
    EXPECT_EQ(minimiser.attempts()[1].window, seconds(4));
}

TEST(Minimiser, WhatStaysAwayIsAskedForAgain) {
    Minimiser minimiser(target(drained), 3, false);
    EXPECT_THAT(all_asked(minimiser, drained, [](const TrialSpec&, std::size_t guest) { return guest == 3; }),
                ElementsAre("drop_caches 100 #1", "drop_caches 100 #2", "drop_caches 100 #3",
                            "drop_caches 1 #4", "drop_caches 1 #5", "drop_caches 1 #6",    //
                            "drop_caches 12 #7", "drop_caches 12 #8", "drop_caches 12 #9", //
                            "drop_caches 50 #10", "drop_caches 50 #11", "drop_caches 50 #12"));
    EXPECT_EQ(minimiser.least(), 3U);
}

TEST(Minimiser, WhatNeverComesIsGivenUp) {
    Minimiser minimiser(target(drained), 2, false);
    EXPECT_THAT(all_asked(minimiser, ticked, [](const TrialSpec&, std::size_t) { return true; }),
                ElementsAre("drop_caches 100 #1", "drop_caches 100 #2"));
    EXPECT_EQ(minimiser.least(), std::nullopt);
    EXPECT_EQ(minimiser.attempts()[0].seen, 0U) << "another cause is not the same";
}

TEST(Minimiser, WhatNobodySentIsAskedForWithoutADisturber) {
    Minimiser minimiser(target(ticked), 1, false);
    EXPECT_THAT(all_asked(minimiser, ticked, [](const TrialSpec&, std::size_t) { return true; }),
                ElementsAre("drop_caches 100 #1", "none 4000ms #1", "none 100ms #2"));
    Minimiser needed(target(ticked), 1, false);
    EXPECT_THAT(
        all_asked(needed, ticked, [](const TrialSpec& spec, std::size_t) { return spec.drains > 20U; }),
        ElementsAre("drop_caches 100 #1", "none 4000ms #1", "drop_caches 1 #2", "drop_caches 12 #3",
                    "drop_caches 50 #4", "drop_caches 25 #5"));
    EXPECT_EQ(needed.least_spec().drains, 25U);
    EXPECT_EQ(needed.least_spec().disturber, "drop_caches");
}

TEST(Minimiser, AnIdleWindowIsShortened) {
    Minimiser minimiser(target(ticked, "none"), 1, false);
    EXPECT_THAT(all_asked(minimiser, ticked,
                          [](const TrialSpec& spec, std::size_t) { return spec.duration > seconds(2); }),
                ElementsAre("none 10000ms #1", "none 100ms #2", "none 1250ms #3", "none 5000ms #4",
                            "none 2500ms #5"));
    EXPECT_EQ(minimiser.least_spec().duration, milliseconds(2500));
}

TEST(Minimiser, AMachineThatReplaysIsAskedForNothingElse) {
    Minimiser minimiser(target(drained), 3, true);
    EXPECT_THAT(all_asked(minimiser, drained, [](const TrialSpec&, std::size_t) { return true; }),
                ElementsAre("drop_caches 100 #1"));
    EXPECT_EQ(minimiser.least(), 1U);
}

TEST(Minimiser, AKernelThatFailsEndsIt) {
    Minimiser minimiser(target(drained), 3, false);
    JudgedTrial failed;
    failed.record.spec = minimiser.next().value();
    failed.record.outcome = Outcome::kernel_failed;
    minimiser.learn(failed);
    EXPECT_EQ(minimiser.next(), std::nullopt);
    EXPECT_TRUE(minimiser.attempts().front().invalid);
}

TEST(Target, KnowsWhatItsDisturberSent) {
    EXPECT_TRUE(sent_by_disturber(target(drained)));
    EXPECT_FALSE(sent_by_disturber(target(ticked)));
    EXPECT_FALSE(sent_by_disturber(target({"vmstat_update", "queue_delayed_work_on", "", "none"}, "none")));
    Target joined = target(ticked); // it sent a part
    joined.interruption.origins.emplace_back().task = "drop_caches";
    EXPECT_TRUE(sent_by_disturber(joined));
}

TEST(Target, IsFoundByItsNumber) {
    Evidence run{showed(target(drained).record.spec, {drained}),
                 showed(target(drained).record.spec, {drained, ticked})};
    run[1].record.spec.repetition = 8;
    for (JudgedTrial& trial : run)
        for (std::size_t i = 0; i < trial.observation->interruptions.size(); ++i)
            trial.observation->interruptions[i].number = i + 1;
    const Target found = target_of(run, 3);
    EXPECT_EQ(found.interruption.cause, ticked);
    EXPECT_EQ(found.record.spec.repetition, 8U);
}

} // namespace
} // namespace cloister

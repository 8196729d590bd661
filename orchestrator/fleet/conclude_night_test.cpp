// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/conclude_night.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace cloister {
namespace {

NightCell cell_of(const std::string& name, NightState state, Verdict verdict,
                  const std::string& reason = "") {
    NightCell cell;
    cell.name = name;
    cell.state = state;
    cell.verdict = verdict;
    cell.reason = reason;
    if (state != NightState::not_done)
        cell.night = "2026-11-27T02-00-00Z";
    return cell;
}

Nightly night_of(std::vector<NightCell> cells) {
    Nightly night;
    night.plan = "lab.toml";
    night.cells = std::move(cells);
    conclude(night);
    return night;
}

TEST(ConcludeNight, TheWorstVerdictIsTheNights) {
    EXPECT_EQ(night_of({cell_of("a", NightState::measured, Verdict::upheld),
                        cell_of("b", NightState::as_it_was, Verdict::upheld)})
                  .verdict,
              Verdict::upheld);
    EXPECT_EQ(night_of({cell_of("a", NightState::measured, Verdict::upheld),
                        cell_of("b", NightState::as_it_was, Verdict::refuted)})
                  .verdict,
              Verdict::refuted);
    EXPECT_EQ(night_of({cell_of("a", NightState::measured, Verdict::upheld),
                        cell_of("b", NightState::failed, Verdict::invalid)})
                  .verdict,
              Verdict::invalid);
    // Whatever it was before.
    EXPECT_EQ(night_of({cell_of("a", NightState::measured, Verdict::upheld),
                        cell_of("b", NightState::not_done, Verdict::upheld)})
                  .verdict,
              Verdict::undecided);
}

TEST(NightText, TellsWhatIsNotUpheldTheWorstAndTheNewFirst) {
    Nightly night = night_of({cell_of("6.12 smallest #1", NightState::measured, Verdict::upheld),
                              cell_of("6.12 smallest #2", NightState::failed, Verdict::invalid, "no space"),
                              cell_of("6.1 smallest #1", NightState::as_it_was, Verdict::refuted, "loud"),
                              cell_of("7.2 smallest #1", NightState::measured, Verdict::refuted, "louder")});
    night.machine = "fake machine";
    night.notes = {"the command failed: /bin/tell ended with 3"};
    night.removed = {"2026-10-27T02-00-00Z"};
    EXPECT_EQ(night_text(night, "nights/lab/2026-11-27T02-00-00Z", Colour::no),
              R"(night of lab.toml
fake machine
4 cells: 2 measured, 1 as before, 1 failed; 1 upheld, 1 invalid, 2 refuted

refuted    7.2 smallest #1
           louder
refuted    6.1 smallest #1 (as before)
           loud
invalid    6.12 smallest #2
           no space

refuted    is the worst of these verdicts
note   the command failed: /bin/tell ended with 3
gone   1 directory, by the plan's keep_nights and keep_bytes
record nights/lab/2026-11-27T02-00-00Z
)");
}

TEST(NightText, IsAsShortWhereMuchIsWrong) {
    std::vector<NightCell> cells;
    for (int i = 0; i < 25; ++i)
        cells.push_back(cell_of("6.12 a-scenario-with-a-long-name-" + std::to_string(i) + " #1",
                                NightState::measured, Verdict::refuted,
                                std::string(30, 'a') + " why it is so"));
    const std::string text = night_text(night_of(cells), "nights", Colour::no);
    EXPECT_NE(text.find("and 5 more: nightly.json"), std::string::npos);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(line.size(), 80U) << line;
}

TEST(NightText, TellsWhatIsDueAndWhy) {
    Nightly night = night_of({cell_of("a", NightState::not_done, Verdict::upheld),
                              cell_of("b", NightState::not_done, Verdict::upheld),
                              cell_of("c", NightState::not_done, Verdict::upheld)});
    night.cells[0].due = Due::kernel;
    night.cells[2].due = Due::never_measured;
    EXPECT_EQ(due_text(night), "a: its kernel changed\nc: never measured\n2 of 3 cells to be measured\n");
}

TEST(Reason, IsOfTheFirstClaimThatIsWorst) {
    Report report;
    EXPECT_EQ(reason_of(report), "");
    report.claims = {{"quiet-baseline", Verdict::invalid, "events lost", {}},
                     {"drains-complete", Verdict::refuted, "1 of 2", {}},
                     {"remote-drains-are-silent", Verdict::refuted, "5 IPIs", {}}};
    report.verdict = Verdict::refuted;
    EXPECT_EQ(reason_of(report), "drains-complete: 1 of 2");
    report.verdict = Verdict::upheld;
    EXPECT_EQ(reason_of(report), "");
}

} // namespace
} // namespace cloister

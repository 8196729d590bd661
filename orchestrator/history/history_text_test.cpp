// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/history_text.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ClaimResult claim(const std::string& id, Verdict verdict) {
    return {id,
            verdict,
            name_of(verdict) + " for a reason that is longer than what is left of a line of text",
            {}};
}

History history(Verdict verdict, std::optional<std::vector<ClaimResult>> claims) {
    History made;
    made.history = "h.db";
    made.runs_in_all = 5;
    HistoryRun& run = made.runs.emplace_back();
    run.run = {17, "2026-11-26T23:07:06.708Z", "/srv/night5"};
    run.verdict = verdict;
    run.machine = "QEMU 7.2.22 · tcg";
    run.kernels = {"6.12"};
    run.modes = {"local", "remote"};
    run.trials = 6;
    run.claims = std::move(claims);
    return made;
}

TEST(HistoryText, NamesTheClaimsThatMadeItSo) {
    const History told = history(Verdict::refuted, {{claim("drains-complete", Verdict::upheld),
                                                     claim("quiet-baseline", Verdict::undecided),
                                                     claim("remote-drains-are-silent", Verdict::refuted)}});
    EXPECT_EQ(history_text(told), "   17  2026-11-26T23:07:06.708Z  refuted    6 trials\n"
                                  "       6.12 local,remote; QEMU 7.2.22 · tcg\n"
                                  "       refuted: remote-drains-are-silent\n"
                                  "       /srv/night5\n"
                                  "1 of 5 runs in h.db\n");
}

TEST(HistoryText, NamesFewOfMany) {
    std::vector<ClaimResult> claims;
    for (const char* id : {"a", "b", "c", "d"})
        claims.push_back(claim(id, Verdict::invalid));
    EXPECT_EQ(decisive_claims(history(Verdict::invalid, claims).runs[0]), "a, b, 2 others");
    EXPECT_EQ(decisive_claims(history(Verdict::upheld, {{claim("a", Verdict::upheld)}}).runs[0]), "");
    EXPECT_EQ(decisive_claims(history(Verdict::refuted, std::nullopt).runs[0]), "");
}

TEST(HistoryText, TellsEachClaimOfOneRun) {
    const std::string text =
        run_history_text(history(Verdict::refuted, {{claim("drains-complete", Verdict::upheld),
                                                     claim("remote-drains-are-silent", Verdict::refuted)}}));
    EXPECT_THAT(text, HasSubstr("\nupheld     drains-complete           upheld for a reason"));
    EXPECT_THAT(text, HasSubstr("\nrefuted    remote-drains-are-silent  refuted for a reason"));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(line.size(), 81U) << line; // the dot in the machine's name is two bytes
}

TEST(HistoryText, TellsNoneFromNotKept) {
    EXPECT_THAT(run_history_text(history(Verdict::upheld, {std::vector<ClaimResult>{}})),
                HasSubstr("it claims nothing"));
    const std::string old = run_history_text(history(Verdict::upheld, std::nullopt));
    EXPECT_THAT(old, HasSubstr("its claims are not kept"));
    EXPECT_THAT(old, HasSubstr("cloister import DIR"));
    EXPECT_THAT(old, Not(HasSubstr("nothing")));
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/report_page.hpp"
#include "results-schema/json_document.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

constexpr std::string_view page = "<title>@TITLE@</title><a>@REPORT@</a><b>@EVENTS@</b>";

ReportPage failed() {
    ReportPage content;
    content.directory = "runs/<one>";
    content.report.verdict = Verdict::refuted;
    PageTrial trial;
    trial.record.outcome = Outcome::kernel_failed;
    trial.record.failure = Failure{"boot", "panic: @EVENTS@ </a><script>"};
    trial.console = "</script>\xff";
    content.trials.push_back(trial);
    return content;
}

Json data_of(const std::string& text) {
    const std::size_t from = text.find("<a>") + 3;
    return Json::parse(text.substr(from, text.find("</a>") - from));
}

TEST(ReportPage, TitleSaysVerdictAndRun) {
    EXPECT_EQ(report_page(page, failed()).find("<title>refuted: runs/&lt;one&gt;</title>"), 0U);
}

TEST(ReportPage, HostileTextIsData) {
    const std::string text = report_page(page, failed());
    EXPECT_EQ(text.find("<script"), std::string::npos);
    const Json data = data_of(text);
    EXPECT_EQ(data["trials"][0]["failure"]["what"], "panic: @EVENTS@ </a><script>");
    EXPECT_EQ(data["trials"][0]["console"], "</script>\xef\xbf\xbd");
    EXPECT_EQ(data["trials"][0]["outcome"], "kernel_failed");
}

TEST(ReportPage, ATrialThatWasNotSeenSaysNothingOfIt) {
    EXPECT_FALSE(data_of(report_page(page, failed()))["trials"][0].contains("seen"));
}

TEST(ReportPage, ARunWithoutTrialsIsAPage) {
    EXPECT_TRUE(data_of(report_page(page, {}))["trials"].empty());
}

TEST(ReportPage, APageWithoutItsMarksIsABug) {
    EXPECT_THROW(report_page("<title></title>", {}), std::logic_error);
}

} // namespace
} // namespace cloister

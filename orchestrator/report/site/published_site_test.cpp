// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/published_site.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

struct PublishedSiteTest : testing::Test {
    PublishedSite::Changes publish(const std::map<std::string, std::string>& pages) {
        PublishedSite site(directory);
        for (const auto& [name, text] : pages)
            site.put(name, text);
        return site.finish();
    }

    TemporaryDirectory temporary;
    fs::path directory = temporary.path() / "site";
};

TEST_F(PublishedSiteTest, APageThatStaysTheSameIsNotTouched) {
    publish({{"index.html", "one"}, {"runs/1.html", "run"}});
    const fs::file_time_type long_ago = fs::file_time_type::clock::now() - std::chrono::hours(24);
    for (const char* page : {"index.html", "runs/1.html"})
        fs::last_write_time(directory / page, long_ago);
    const PublishedSite::Changes changes = publish({{"index.html", "two"}, {"runs/1.html", "run"}});
    EXPECT_EQ(changes.written, 1U);
    EXPECT_EQ(fs::last_write_time(directory / "runs/1.html"), long_ago);
    EXPECT_NE(fs::last_write_time(directory / "index.html"), long_ago);
    EXPECT_EQ(read_text_file(directory / "index.html"), "two");
}

TEST_F(PublishedSiteTest, APageOfTheSameLengthIsWritten) {
    publish({{"index.html", "one"}});
    EXPECT_EQ(publish({{"index.html", "two"}}).written, 1U);
    EXPECT_EQ(read_text_file(directory / "index.html"), "two");
}

TEST_F(PublishedSiteTest, RemovesWhatItWroteAndNothingElse) {
    publish({{"index.html", "one"}, {"runs/1.html", "run"}});
    write_text_file(directory / "runs" / "mine.html", "not the site's");
    const PublishedSite::Changes changes = publish({{"index.html", "one"}});
    EXPECT_EQ(changes.removed, 1U);
    EXPECT_FALSE(fs::exists(directory / "runs/1.html"));
    EXPECT_TRUE(fs::exists(directory / "runs/mine.html"));
}

TEST_F(PublishedSiteTest, AListThatLeadsElsewhereRemovesNothing) {
    publish({{"index.html", "one"}});
    const fs::path elsewhere = temporary.path() / "precious";
    write_text_file(elsewhere, "x");
    write_text_file(directory / ".pages", "../precious\n" + elsewhere.string() + "\nindex.html\n");
    publish({{"index.html", "one"}});
    EXPECT_TRUE(fs::exists(elsewhere));
}

TEST_F(PublishedSiteTest, ADirectoryOfSomethingElseIsRefused) {
    write_text_file(temporary.path() / "file", "x");
    EXPECT_THROW(PublishedSite{temporary.path()}, LabError);
    EXPECT_THROW(PublishedSite{temporary.path() / "file"}, LabError);
}

TEST_F(PublishedSiteTest, ASiteThatWasNotFinishedIsFinished) {
    { PublishedSite(directory).put("index.html", "one"); }
    EXPECT_EQ(publish({{"index.html", "one"}, {"runs/1.html", "run"}}).written, 1U);
}

TEST_F(PublishedSiteTest, APageIsKnownByWhatItWasMadeOf) {
    {
        PublishedSite site(directory);
        EXPECT_FALSE(site.keep("runs/1-report.html", "report of Monday"));
        site.put("runs/1-report.html", "long to make", "report of Monday");
        site.finish();
    }
    PublishedSite site(directory);
    EXPECT_TRUE(site.keep("runs/1-report.html", "report of Monday"));
    EXPECT_FALSE(site.keep("runs/1-report.html", "report of Tuesday"));
    EXPECT_EQ(site.finish().removed, 0U);
    fs::remove(directory / "runs/1-report.html");
    EXPECT_FALSE(PublishedSite(directory).keep("runs/1-report.html", "report of Monday"));
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/escaped_json.hpp"
#include "results-schema/json_document.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using namespace std::string_literals;

const std::string hostile =
    "</script><script>alert(1)</script><!-- ]]> &amp; \" \\ \x01\x1b[31m\r\n\xe2\x80\xa8 \0"s;

TEST(EscapedJson, HasNothingThatHtmlReads) {
    const std::string text = escaped_json(Json{{hostile, hostile}});
    for (const char each : text) {
        EXPECT_EQ(std::string("<>&").find(each), std::string::npos);
        EXPECT_TRUE(each >= ' ' && each <= '~') << static_cast<int>(each);
    }
}

TEST(EscapedJson, IsTheSameDocument) {
    const Json document{{"console", hostile}, {"numbers", {1, 2.5, -3}}};
    EXPECT_EQ(Json::parse(escaped_json(document)), document);
}

TEST(EscapedJson, WhatIsNoUtf8IsReplaced) {
    EXPECT_EQ(escaped_json(Json("a\xff\xc0z")), "\"a\\ufffd\\ufffdz\"");
}

TEST(EscapedHtml, IsText) {
    EXPECT_EQ(escaped_html("<b>&\x1b"), "&lt;b&gt;&amp;?");
}

} // namespace
} // namespace cloister

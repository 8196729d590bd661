// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/wire/frame.hpp"
#include "orchestrator/wire/messages.hpp"

#include <gtest/gtest.h>

namespace cloister::wire {
namespace {

TEST(Frame, ComesThroughInPieces) {
    const Frame message{FrameKind::message, "{}"};
    const Frame blob{FrameKind::blob, std::string(300, '\0')};
    const std::string bytes = encode(message) + encode(blob);
    FrameParser parser;
    std::vector<Frame> frames;
    for (const char byte : bytes) {
        parser.feed({&byte, 1});
        while (std::optional<Frame> frame = parser.next())
            frames.push_back(*frame);
    }
    EXPECT_EQ(frames, (std::vector<Frame>{message, blob}));
}

TEST(Frame, RefusesAStranger) {
    FrameParser parser;
    parser.feed(std::string_view("HTTP/1.1 400"));
    EXPECT_THROW(parser.next(), std::runtime_error);
    FrameParser huge;
    huge.feed(std::string_view("\xff\xff\xff\xffM", 5));
    EXPECT_THROW(huge.next(), std::runtime_error);
}

TEST(Messages, ComeBackAsTheyWereSaid) {
    Hello hello;
    hello.facts.isolated = CpuSet::parse("2-3");
    const Hello heard = parse_document<Hello>(message_text(hello));
    EXPECT_EQ(heard.protocol, protocol_version);
    EXPECT_EQ(heard.facts.isolated.list(), "2-3");
}

} // namespace
} // namespace cloister::wire

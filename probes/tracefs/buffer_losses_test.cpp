// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/tracefs/buffer_losses.hpp"

#include <gtest/gtest.h>
#include <stdexcept>

namespace cloister {
namespace {

TEST(BufferLosses, ReadsThreeKinds) {
    const BufferLosses losses =
        parse_buffer_losses("entries: 129\noverrun: 3\ncommit overrun: 4\nbytes: 6908\n"
                            "oldest event ts:   42.1\nnow ts:   43.0\n"
                            "dropped events: 5\nread events: 129\n");
    EXPECT_EQ(losses.overrun, 3U);
    EXPECT_EQ(losses.commit_overrun, 4U);
    EXPECT_EQ(losses.dropped, 5U);
    EXPECT_EQ(losses.total(), 12U);
}

TEST(BufferLosses, CountsWhatWasOverwrittenToo) {
    EXPECT_EQ(parse_buffer_events("entries: 129\noverrun: 3\ncommit overrun: 4\ndropped events: 5\n"), 141U);
    EXPECT_THROW(parse_buffer_events("overrun: 3\ncommit overrun: 4\ndropped events: 5\n"),
                 std::runtime_error);
}

TEST(BufferLosses, AMissingLineIsNotZero) {
    EXPECT_THROW(parse_buffer_losses("overrun: 0\ncommit overrun: 0\n"), std::runtime_error);
}

} // namespace
} // namespace cloister

// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/long_read.hpp"

#include "workloads/clock.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <unistd.h>

namespace cloister::workloads {
namespace {

// Ends the read once its word is cleared; without that the read ends by itself.
std::size_t bytes_until_ended(LongRead& reads, std::atomic<std::uint64_t>& word) {
    word = 1;
    std::jthread ends([&word] {
        for (const std::uint64_t since = now_ns(); word.load() != 0;)
            if (now_ns() - since > 500'000'000)
                return;
        LongRead::end(::getpid());
    });
    return reads.read();
}

TEST(LongRead, TellsThatItHasBegunAndEndsWhenItIsCut) {
    std::atomic<std::uint64_t> word{1};
    LongRead reads(word);
    std::size_t bytes = LongRead::all;
    // A busy host may let the one who ends it come too late.
    for (int attempt = 0; attempt < 20 && bytes >= LongRead::all; ++attempt)
        bytes = bytes_until_ended(reads, word);
    EXPECT_LT(bytes, LongRead::all);
    EXPECT_EQ(word.load(), 0U);
    EXPECT_GT(bytes_until_ended(reads, word), 0U) << "and again";
}

} // namespace
} // namespace cloister::workloads

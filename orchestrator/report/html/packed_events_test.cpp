// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/packed_events.hpp"
#include "results-schema/json_document.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

Interruption drained(std::uint64_t number, std::int64_t at) {
    Interruption one;
    one.number = number;
    one.cpu = CpuId{3};
    one.at = nanoseconds(at);
    one.length = nanoseconds(300);
    one.drain_caused = true;
    one.noticed = Noticed::gap;
    one.cause = {"lru_add_drain_per_cpu", "__lru_add_drain_all", "system call write", "drop_caches"};
    one.steps = {{StepKind::ipi, "reschedule", nanoseconds(at), nanoseconds(5)},
                 {StepKind::work, "lru_add_drain_per_cpu", nanoseconds(at + 200), nanoseconds(50)}};
    one.origins = {{nanoseconds(at - 100), CpuId{0}, 58, "drop_caches", "system call write", {"IPI"}, {"f"}}};
    return one;
}

struct Unpacked {
    Json head;
    std::string columns;

    explicit Unpacked(const std::string& bytes) {
        const auto byte = [&](std::size_t i) {
            return static_cast<std::size_t>(static_cast<unsigned char>(bytes.at(i)));
        };
        const std::size_t size = byte(0) | byte(1) << 8U | byte(2) << 16U;
        head = Json::parse(bytes.substr(4, size));
        columns = bytes.substr(4 + size);
    }
    // Of the first trial, byte by byte.
    std::vector<int> column(const std::string& name) const {
        std::size_t from = 0;
        for (const auto& [each, bytes] : head.at("trials").at(0).at("columns").items()) {
            const auto length = bytes.get<std::size_t>();
            if (each == name) {
                std::vector<int> numbers;
                for (const char value : columns.substr(from, length))
                    numbers.push_back(static_cast<unsigned char>(value));
                return numbers;
            }
            from += length;
        }
        return {};
    }
};

std::size_t shapes_of(const Interruption& one, const Interruption& other) {
    EventPacker packer;
    packer.begin_trial(nanoseconds(0));
    packer.take(one);
    packer.take(other);
    return Unpacked(packer.bytes()).head.at("shapes").size();
}

TEST(PackedEvents, WhatIsAlikeIsSaidOnce) {
    EventPacker packer;
    packer.begin_trial(nanoseconds(1000));
    packer.take(drained(1, 1100));
    packer.take(drained(2, 1500));
    const Unpacked page(packer.bytes());
    ASSERT_EQ(page.head.at("shapes").size(), 1U);
    EXPECT_EQ(page.head["shapes"][0]["what"], "lru_add_drain_per_cpu");
    EXPECT_EQ(page.head["shapes"][0]["origins"][0]["pid"], 58);
    EXPECT_EQ(page.head["trials"][0]["number"], 2);
    EXPECT_EQ(page.column("shape"), (std::vector<int>{0, 0}));
}

TEST(PackedEvents, AnotherSenderIsAnotherShape) {
    Interruption other = drained(2, 500);
    other.origins[0].pid = 59;
    EXPECT_EQ(shapes_of(drained(1, 100), other), 2U);
}

TEST(PackedEvents, WordsDoNotRunIntoEachOther) {
    Interruption one = drained(1, 100);
    Interruption other = drained(2, 500);
    one.cause = {"ab", "c", "", ""};
    other.cause = {"a", "bc", "", ""};
    EXPECT_EQ(shapes_of(one, other), 2U);
}

TEST(PackedEvents, TimesAreFromTheOneBefore) {
    EventPacker packer;
    packer.begin_trial(nanoseconds(1000));
    packer.take(drained(1, 1100));
    packer.take(drained(2, 1500));
    const Unpacked page(packer.bytes());
    EXPECT_EQ(page.column("at"), (std::vector<int>{100, 0x90, 0x03}));      // 400
    EXPECT_EQ(page.column("length"), (std::vector<int>{0xac, 2, 0xac, 2})); // 300
}

TEST(PackedEvents, TimesOfStepsAreFromTheInterruption) {
    EventPacker packer;
    packer.begin_trial(nanoseconds(1000));
    packer.take(drained(1, 1100));
    const Unpacked page(packer.bytes());
    // -100 as 199, 0 with 5, 200 as 400 with 50.
    EXPECT_EQ(page.column("times"), (std::vector<int>{0xc7, 0x01, 0, 5, 0x90, 0x03, 50}));
}

TEST(PackedEvents, FollowsCountsBack) {
    EventPacker packer;
    packer.begin_trial(nanoseconds(0));
    packer.take(drained(6, 100));
    Interruption tick = drained(7, 500);
    tick.follows = 6;
    packer.take(tick);
    EXPECT_EQ(Unpacked(packer.bytes()).column("follows"), (std::vector<int>{0, 1}));
}

TEST(PackedEvents, OfManyAlikeOnlyTheFirstHaveTheirSteps) {
    EventPacker packer(2);
    packer.begin_trial(nanoseconds(0));
    for (std::uint64_t number = 1; number <= 3; ++number)
        packer.take(drained(number, static_cast<std::int64_t>(number) * 1000));
    EXPECT_EQ(Unpacked(packer.bytes()).column("told"), (std::vector<int>{1, 1, 0}));
}

TEST(PackedEvents, NoMoreStoriesThanAPageBears) {
    EventPacker packer(2, 1);
    packer.begin_trial(nanoseconds(0));
    packer.take(drained(1, 100));
    packer.take(drained(2, 500));
    EXPECT_EQ(Unpacked(packer.bytes()).column("told"), (std::vector<int>{1, 0}));
}

TEST(PackedEvents, NothingIsAPageAsWell) {
    EXPECT_EQ(Unpacked(EventPacker().bytes()).head.at("trials").size(), 0U);
}

} // namespace
} // namespace cloister

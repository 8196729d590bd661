// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/due.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const CellKey key{"sha256:k", "sha256:p", "sha256:c", "QEMU 7.2"};

NightCell measured(Verdict verdict = Verdict::upheld) {
    NightCell cell;
    cell.name = "6.12 smallest #1";
    cell.state = NightState::measured;
    cell.key = key;
    cell.night = "2026-11-26T02-00-00Z";
    cell.verdict = verdict;
    return cell;
}

TEST(Due, WhatNobodyMeasured) {
    EXPECT_EQ(why_due(key, nullptr), Due::never_measured);
    NightCell begun = measured();
    begun.night.reset();
    EXPECT_EQ(why_due(key, &begun), Due::never_measured);
    NightCell unbuilt = measured(Verdict::refuted);
    unbuilt.state = NightState::build_failed;
    unbuilt.key.reset();
    EXPECT_EQ(why_due(key, &unbuilt), Due::never_measured);
}

TEST(Due, WhatChanged) {
    const NightCell last = measured();
    EXPECT_EQ(why_due(key, &last), std::nullopt);
    CellKey other = key;
    other.kernel = "sha256:other";
    EXPECT_EQ(why_due(other, &last), Due::kernel);
    EXPECT_FALSE(same(other, key));
    other = key;
    other.plan = "sha256:other";
    EXPECT_EQ(why_due(other, &last), Due::plan);
    EXPECT_FALSE(same(other, key));
    other = key;
    other.cloister = "sha256:other";
    EXPECT_EQ(why_due(other, &last), Due::cloister);
    EXPECT_FALSE(same(other, key));
    other = key;
    other.machine = "QEMU 8.1";
    EXPECT_EQ(why_due(other, &last), Due::machine);
    EXPECT_FALSE(same(other, key));
    EXPECT_TRUE(same(key, key));
}

TEST(Due, WhatProvedNothing) {
    NightCell last = measured(Verdict::invalid);
    EXPECT_EQ(why_due(key, &last), Due::proved_nothing);
    last.state = NightState::failed;
    EXPECT_EQ(why_due(key, &last), Due::proved_nothing);
    for (const Verdict verdict : {Verdict::upheld, Verdict::undecided, Verdict::refuted}) {
        last = measured(verdict);
        EXPECT_EQ(why_due(key, &last), std::nullopt) << name_of(verdict);
    }
}

// Also where a night was too short for it in between: what was known is carried on.
TEST(Due, WhatWasCarriedOnStaysKnown) {
    const NightCell last = carried(measured(Verdict::refuted));
    EXPECT_EQ(last.state, NightState::not_done);
    EXPECT_FALSE(is_through(last));
    EXPECT_EQ(last.verdict, Verdict::refuted);
    EXPECT_EQ(why_due(key, &last), std::nullopt);
}

} // namespace
} // namespace cloister

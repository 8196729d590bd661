// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/conclude_guest.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;

constexpr const char* booted = "[    0.000000] Linux version 6.12.117\n";
constexpr const char* warning =
    "[    9.1] ------------[ cut here ]------------\n"
    "[    9.1] WARNING: CPU: 1 PID: 93 at mm/mlock.c:228 mlock_drain_remote+0x12/0x34\n"
    "[    9.1] Call Trace:\n"
    "[    9.1] ---[ end trace 0000000000000000 ]---\n";

FuzzEnd came_to_its_end() {
    FuzzEnd end;
    end.console = booted;
    end.machine.accelerator = "tcg";
    end.done.emplace();
    end.done->armed = end.done->completed = 8;
    end.done->actors = {{"fill", 90, 1, std::nullopt, std::nullopt}};
    return end;
}

FuzzEnd failed(Fault fault, const char* stage, const char* what) {
    FuzzEnd end = came_to_its_end();
    end.done.reset();
    end.failure.emplace(fault, stage, what);
    return end;
}

std::string told(const FuzzEnd& end) {
    const FuzzConclusion conclusion = conclude_guest(end);
    std::string text = name_of(conclusion.outcome) + ": " + conclusion.reason.value_or("");
    for (const KernelReport& each : conclusion.found)
        text += each.title + ";";
    return text;
}

TEST(ConcludeGuest, OneThatLeftNothingIsQuiet) {
    EXPECT_EQ(told(came_to_its_end()), "quiet: ");
}

TEST(ConcludeGuest, WhateverAKernelReportsIsFound) {
    FuzzEnd end = came_to_its_end();
    end.console += warning;
    EXPECT_EQ(told(end), "found: WARNING at mm/mlock.c:228 in mlock_drain_remote;");
    FuzzEnd broken = failed(Fault::lab, "arm", "fill cannot be started");
    broken.console += warning;
    EXPECT_THAT(told(broken), HasSubstr("mlock_drain_remote")) << "whatever else came of it";
}

TEST(ConcludeGuest, OneThatDiesOrFallsSilentIsFound) {
    EXPECT_EQ(told(failed(Fault::guest_lost, "fuzz", "the channel broke")),
              "found: the guest died without a word;");
    EXPECT_EQ(told(failed(Fault::timed_out, "fuzz", "no word")), "found: the guest fell silent;");
    EXPECT_EQ(told(failed(Fault::timed_out, "boot", "no hello")), "found: the guest does not come up;");
}

TEST(ConcludeGuest, WhatIsLeftBehindIsFound) {
    FuzzEnd end = came_to_its_end();
    end.done->completed = 7;
    EXPECT_EQ(told(end), "found: pages stay in a batch after a drain;");
    end = came_to_its_end();
    end.done->stuck = {"fill in D at folio_wait_bit"};
    EXPECT_EQ(told(end), "found: does not end: fill in D at folio_wait_bit;");
    end = came_to_its_end();
    end.done->not_back = {"CPU 3 does not come online: Input/output error"};
    EXPECT_EQ(told(end), "found: CPU 3 does not come online: Input/output error;");
}

TEST(ConcludeGuest, ABugOfOursIsNoFinding) {
    EXPECT_EQ(told(failed(Fault::lab, "arm", "fill cannot be started")),
              "invalid: arm: fill cannot be started");
    FuzzEnd end = failed(Fault::guest_lost, "fuzz", "the channel broke");
    end.console += "cloister agent: bad_alloc\n";
    EXPECT_EQ(told(end), "invalid: its agent said: bad_alloc");
    end = came_to_its_end();
    end.done->actors[0].signal = 11;
    EXPECT_EQ(told(end), "invalid: fill was ended by signal 11");
    end = came_to_its_end();
    end.done->no_page = "none";
    EXPECT_THAT(told(end), HasSubstr("invalid: no page could be armed"));
    end = failed(Fault::timed_out, "boot", "no hello");
    end.console.clear();
    EXPECT_EQ(told(end), "invalid: no hello") << "nobody can tell whose fault that is";
}

} // namespace
} // namespace cloister

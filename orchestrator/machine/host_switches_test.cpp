// SPDX-License-Identifier: GPL-2.0-or-later
// With a real thread of the test's own. Skipped, and told, where this host refuses perf.
#include "orchestrator/machine/host_switches.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include <sched.h>
#include <unistd.h>

namespace cloister {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

class HostSwitchesOfAThread : public ::testing::Test {
  protected:
    // Does it while being watched, and says what was seen. At last the thread waits for us.
    template <class Work>
    SeenOnHost watched(Work work) {
        std::atomic<pid_t> id{0};
        std::atomic<bool> begin{false};
        std::atomic<bool> done{false};
        std::thread thread([&] {
            id = ::gettid();
            begin.wait(false);
            work();
            done = true;
        });
        while (id == 0)
            std::this_thread::yield();
        std::optional<HostSwitches> switches;
        try {
            switches.emplace(io_.get_executor(), std::map<CpuId, pid_t>{{CpuId{2}, id.load()}});
        } catch (const HostSwitchesRefused& refused) {
            why_not_ = refused.what();
        }
        begin = true;
        begin.notify_one();
        while (!done)
            io_.run_for(milliseconds(1));
        thread.join();
        return switches ? switches->seen() : SeenOnHost{};
    }

    asio::io_context io_{1};
    std::string why_not_;
};

#define SKIP_WHERE_REFUSED()                                                                                 \
    if (!why_not_.empty())                                                                                   \
    GTEST_SKIP() << why_not_

void sleep_through(milliseconds time) {
    std::this_thread::sleep_for(time);
}

std::size_t number(const std::vector<HostAbsence>& absences, Away why, nanoseconds at_least) {
    return static_cast<std::size_t>(std::count_if(absences.begin(), absences.end(), [&](const auto& each) {
        return each.why == why && each.in - each.out >= at_least;
    }));
}

TEST_F(HostSwitchesOfAThread, ASleepIsAWait) {
    const nanoseconds from = host_clock();
    const SeenOnHost seen = watched([] {
        for (int i = 0; i < 3; ++i)
            sleep_through(milliseconds(20));
    });
    const nanoseconds until = host_clock();
    SKIP_WHERE_REFUSED();
    EXPECT_EQ(number(seen.absences, Away::waiting, milliseconds(19)), 3U);
    EXPECT_TRUE(seen.lost.empty());
    for (const HostAbsence& each : seen.absences) {
        EXPECT_EQ(each.cpu, CpuId{2});
        EXPECT_GE(each.out, from);
        EXPECT_LE(each.in, until);
    }
}

// Two that spin on one host CPU take it from each other.
TEST_F(HostSwitchesOfAThread, ToLoseTheCpuIsNoWait) {
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &first);
    std::atomic<bool> end{false};
    std::thread rival([&] {
        ::sched_setaffinity(0, sizeof first, &first);
        while (!end) {
        }
    });
    const SeenOnHost seen = watched([&] {
        ::sched_setaffinity(0, sizeof first, &first);
        for (const nanoseconds since = host_clock(); host_clock() - since < milliseconds(200);) {
        }
    });
    end = true;
    rival.join();
    SKIP_WHERE_REFUSED();
    EXPECT_GT(number(seen.absences, Away::preempted, nanoseconds(0)), 0U);
}

// More than the buffer holds: it is emptied meanwhile.
TEST_F(HostSwitchesOfAThread, ALongWatchLosesNothing) {
    constexpr std::size_t naps = 12'000;
    const SeenOnHost seen = watched([] {
        for (std::size_t i = 0; i < naps; ++i)
            std::this_thread::sleep_for(nanoseconds(1));
    });
    SKIP_WHERE_REFUSED();
    EXPECT_TRUE(seen.lost.empty());
    // A nap may be over before it begins. The buffer holds less than 3,000.
    EXPECT_GE(number(seen.absences, Away::waiting, nanoseconds(0)), naps / 2);
}

TEST_F(HostSwitchesOfAThread, AThreadThatIsGoneIsRefused) {
    try {
        const HostSwitches switches(io_.get_executor(), {{CpuId{2}, 0x7fff'fff0}});
        FAIL();
    } catch (const HostSwitchesRefused& refused) {
        EXPECT_STREQ(refused.what(), "perf_event_open: No such process");
    }
}

} // namespace
} // namespace cloister

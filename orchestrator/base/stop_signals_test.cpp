// SPDX-License-Identifier: GPL-2.0-or-later
// Each story is told by a child process, which may end.
#include "orchestrator/base/stop_signals.hpp"

#include "orchestrator/base/until_stopped.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister {
namespace {

struct End {
    int status; // of the process: 42 where the story came to its end
    std::string said;
};

End end_of(const std::function<void()>& story) {
    std::array<int, 2> errors{};
    if (::pipe(errors.data()) != 0)
        return {-1, ""};
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(errors[1], STDERR_FILENO);
        ::signal(SIGHUP, SIG_DFL); // whoever runs the tests may do so under nohup
        story();
        ::_exit(42);
    }
    ::close(errors[1]);
    End end{-1, ""};
    for (char byte = 0; ::read(errors[0], &byte, 1) == 1;)
        end.said += byte;
    ::close(errors[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    return end;
}

bool is_readable(int descriptor) {
    pollfd awaited{descriptor, POLLIN, 0};
    return ::poll(&awaited, 1, 0) == 1;
}

TEST(StopSignals, EndTheProcessWithOneLine) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const End end = end_of([signal] {
            end_on_stop_signals();
            ::raise(signal);
        });
        EXPECT_EQ(end.status, interrupted_exit);
        EXPECT_EQ(end.said, "cloister: interrupted\n");
    }
}

TEST(StopSignals, AreHeldBackWhileSomebodyLooks) {
    const End end = end_of([] {
        end_on_stop_signals();
        StopSignals outer;
        {
            StopSignals inner;
            if (inner.raised() || is_readable(inner.descriptor()))
                ::_exit(1);
            ::raise(SIGTERM);
        }
        if (!is_readable(outer.descriptor()) || !outer.raised()) // the inner one did not look
            ::_exit(2);
        ::raise(SIGINT); // impatient
    });
    EXPECT_EQ(end.status, 42);
}

TEST(StopSignals, AreNotForgottenWhereNobodyLooked) {
    const End end = end_of([] {
        end_on_stop_signals();
        {
            const StopSignals unasked;
            ::raise(SIGINT);
        }
        ::_exit(3);
    });
    EXPECT_EQ(end.status, interrupted_exit);
}

TEST(StopSignals, AreNotForgottenByWorkThatEndsMeanwhile) {
    const End end = end_of([] {
        end_on_stop_signals();
        StopSignals outer;
        {
            StopSignals inner;
            const auto work = []() -> Task<void> {
                ::raise(SIGINT);
                co_return;
            };
            if (run_until_stopped(work(), inner))
                ::_exit(1);
        }
        if (!outer.raised())
            ::_exit(2);
    });
    EXPECT_EQ(end.status, 42);
}

TEST(StopSignals, ReachAChildThatLetsThemThrough) {
    const End end = end_of([] {
        const StopSignals held;
        const End child = end_of([] {
            let_stop_signals_through();
            ::signal(SIGTERM, SIG_DFL);
            ::raise(SIGTERM);
        });
        ::_exit(child.status == 1000 + SIGTERM ? 42 : 4);
    });
    EXPECT_EQ(end.status, 42);
}

TEST(StopSignals, LeaveAHangUpAloneThatNohupIgnores) {
    const End end = end_of([] {
        ::signal(SIGHUP, SIG_IGN);
        end_on_stop_signals();
        StopSignals stop;
        ::raise(SIGHUP);
        if (stop.raised())
            ::_exit(5);
    });
    EXPECT_EQ(end.status, 42);
}

} // namespace
} // namespace cloister

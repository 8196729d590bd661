// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/with_guest.hpp"

#include "orchestrator/base/caught.hpp"

#include <exception>

namespace cloister {
namespace {

// A guest told to power off is gone well before; one that hangs is killed after this.
constexpr std::chrono::seconds farewell{5};

struct Farewell {
    Caught<void> ended;
    bool interrupted = false;
};

// Ctrl-C cancels the body, never the farewell: it is kept until that is over, and then told. The caller has
// said that a cancelled coroutine may go on. What is changed of the coroutine's cancellation is put back, or
// no later guest could be interrupted.
Task<Farewell> say_farewell(Guest& guest, std::chrono::nanoseconds patience) {
    namespace here = asio::this_coro;
    co_await here::reset_cancellation_state(asio::enable_terminal_cancellation(),
                                            asio::disable_cancellation());
    Farewell said;
    said.ended = co_await caught(guest.destroy(patience));
    said.interrupted = (co_await here::cancellation_state).cancelled() != asio::cancellation_type::none;
    co_await here::reset_cancellation_state(asio::enable_terminal_cancellation());
    co_await here::throw_if_cancelled(true);
    co_return said;
}

} // namespace

Task<MachineFacts> with_guest(Machine& machine, GuestSpec spec, std::function<Task<void>(Guest&)> body) {
    const std::unique_ptr<Guest> guest = co_await machine.start(std::move(spec));
    std::exception_ptr failure;
    MachineFacts facts;
    try {
        co_await body(*guest);
        facts = guest->inspect();
    } catch (...) {
        failure = std::current_exception();
    }
    co_await asio::this_coro::throw_if_cancelled(false);
    const Farewell said = co_await say_farewell(*guest, failure ? std::chrono::nanoseconds(0) : farewell);
    if (said.interrupted)
        throw boost::system::system_error(asio::error::operation_aborted);
    if (failure) // what came first is what is told
        std::rethrow_exception(failure);
    said.ended.take();
    co_return facts;
}

} // namespace cloister

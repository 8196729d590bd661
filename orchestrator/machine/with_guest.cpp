// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/with_guest.hpp"

#include <exception>

namespace cloister {
namespace {

// A guest told to power off is gone well before; one that hangs is killed after this.
constexpr std::chrono::seconds farewell{5};

} // namespace

Task<MachineFacts> with_guest(Machine& machine, GuestSpec spec, std::function<Task<void>(Guest&)> body) {
    const std::unique_ptr<Guest> guest = co_await machine.start(std::move(spec));
    std::exception_ptr failure;
    try {
        co_await body(*guest);
    } catch (...) {
        failure = std::current_exception();
    }
    MachineFacts facts = guest->inspect();
    // Ctrl-C cancels the body, never the farewell.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    co_await guest->destroy(failure ? std::chrono::nanoseconds(0) : farewell);
    if (failure)
        std::rethrow_exception(failure);
    co_return facts;
}

} // namespace cloister

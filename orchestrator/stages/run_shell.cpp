// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/run_shell.hpp"

#include "orchestrator/base/caught.hpp"
#include "orchestrator/machine/with_guest.hpp"
#include "orchestrator/stages/boot.hpp"
#include "orchestrator/wire/shell_word.hpp"

namespace cloister {
namespace {

// A person may take all day; the channel breaks when the guest is gone.
Task<void> stay(Conversation& agent) {
    constexpr std::chrono::hours all_day{24};
    for (;;)
        co_await agent.message(all_day, "shell", "the end of the guest");
}

Task<void> serve(Guest& guest, const TrialSetUp& set_up, TrialRecord& record) {
    Conversation agent(co_await guest.connect_agent());
    co_await verify(agent, set_up, record);
    const Caught<void> left = co_await caught(stay(agent));
    try {
        left.take();
    } catch (const LabError& error) {
        if (error.fault() != Fault::guest_lost && error.fault() != Fault::timed_out)
            throw;
    }
}

} // namespace

Task<void> run_shell(const TrialSetUp& set_up, TrialRecord& record) {
    GuestSpec spec = guest_spec(set_up, record.spec);
    spec.command_line.emplace_back(wire::shell_word);
    spec.on_terminal = true;
    co_await with_guest(set_up.machine, std::move(spec),
                        [&](Guest& guest) { return serve(guest, set_up, record); });
}

} // namespace cloister

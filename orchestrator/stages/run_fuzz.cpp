// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/run_fuzz.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/machine/with_guest.hpp"
#include "orchestrator/stages/boot.hpp"
#include "probes/kernelfs/file.hpp"
#include "results-schema/json_document.hpp"

namespace cloister {
namespace {

// An agent that runs says a word each second; a busy host keeps an emulated one from it for many.
Task<void> listen(Conversation& agent, const TrialSetUp& set_up, const TrialSpec& spec, FuzzEnd& end) {
    for (;;) {
        const Json message = co_await agent.message(spec.deadlines.window, "fuzz", "the agent's next word");
        if (!Conversation::is<wire::Progress>(message)) {
            end.done = Conversation::read<wire::FuzzDone>(message, "fuzz");
            co_return;
        }
        const auto progress = Conversation::read<wire::Progress>(message, "fuzz");
        if (set_up.on_progress)
            set_up.on_progress({spec.cell.mode, progress.stage, progress.done, progress.wanted});
    }
}

Task<void> converse(Guest& guest, const TrialSetUp& set_up, const TrialSpec& spec,
                    const wire::FuzzOrder& order, FuzzEnd& end) {
    end.machine = guest.inspect();
    TrialRecord record;
    record.spec = spec;
    Conversation agent(co_await guest.connect_agent());
    co_await verify(agent, set_up, record);
    co_await agent.say(order, "fuzz");
    co_await listen(agent, set_up, spec, end);
    co_await agent.say(wire::PowerOff{}, "fuzz");
}

// Not every panic ends its machine.
Task<void> panic(Guest& guest) {
    while (guest.console().find("Kernel panic - not syncing") == std::string::npos)
        co_await wait_for(std::chrono::milliseconds(200));
    co_await wait_for(std::chrono::seconds(1)); // its last words
}

Task<void> serve(Guest& guest, const TrialSetUp& set_up, const TrialSpec& spec, const wire::FuzzOrder& order,
                 FuzzEnd& end) {
    using namespace asio::experimental::awaitable_operators;
    auto first = co_await (caught(converse(guest, set_up, spec, order, end)) || panic(guest));
    if (first.index() == 0)
        std::get<0>(first).take();
    else
        throw LabError(Fault::kernel_failed, "fuzz", "the guest's kernel panicked");
}

} // namespace

Task<void> run_fuzz(const TrialSetUp& set_up, const TrialSpec& spec, const wire::FuzzOrder& order,
                    FuzzEnd& end) {
    try {
        co_await with_guest(set_up.machine, guest_spec(set_up, spec),
                            [&](Guest& guest) { return serve(guest, set_up, spec, order, end); });
    } catch (const LabError& error) {
        const bool never_started = error.fault() == Fault::lab && error.stage() == "boot";
        if (never_started || error.fault() == Fault::interrupted || error.stage() == "store")
            throw;
        end.failure = error;
    }
    end.console = read_file(set_up.directory / "console.log"); // with the guest's last words
}

} // namespace cloister

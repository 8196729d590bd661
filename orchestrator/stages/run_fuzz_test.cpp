// SPDX-License-Identifier: GPL-2.0-or-later
// Guests that say what a test has them say, and then die, fall silent or come to their end.
#include "orchestrator/stages/run_fuzz.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/base/until_stopped.hpp"
#include "orchestrator/fuzz/guest_plan.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "orchestrator/wire/messages.hpp"

#include <gmock/gmock.h>

#include <deque>

namespace cloister {
namespace {

enum class Then { comes_to_its_end, dies, falls_silent, refuses };

struct Script {
    Then then;
    std::string console = "[    0.000000] Linux version 6.12.117\n";
};

class ScriptedChannel : public AgentChannel {
  public:
    explicit ScriptedChannel(Then then) : then_(then) {
        add(wire::Hello{wire::protocol_version, "test", {}});
        add(wire::Verified{});
        add(wire::Progress{"fuzz", 1, 2});
        if (then == Then::comes_to_its_end)
            add(wire::FuzzDone{{{"fill", 3, 1, std::nullopt, std::nullopt}}, {}, {}, 4, 4, std::nullopt});
        if (then == Then::refuses)
            add(wire::Refused{"arm", "fill cannot be started", std::nullopt});
    }
    Task<wire::Frame> receive() override {
        if (!words_.empty()) {
            wire::Frame frame = words_.front();
            words_.pop_front();
            co_return frame;
        }
        if (then_ == Then::dies)
            throw LabError(Fault::guest_lost, "", "the channel broke");
        co_await wait_for(std::chrono::hours(1));
        co_return wire::Frame{};
    }
    Task<void> send(wire::Frame /*frame*/) override { co_return; }

  private:
    template <class Message>
    void add(const Message& message) {
        words_.push_back({wire::FrameKind::message, wire::message_text(message)});
    }

    Then then_;
    std::deque<wire::Frame> words_;
};

class ScriptedGuest : public Guest {
  public:
    explicit ScriptedGuest(const Script& script) : script_(script) {}
    const std::string& console() const override { return script_.console; }
    Task<std::unique_ptr<AgentChannel>> connect_agent() override {
        co_return std::make_unique<ScriptedChannel>(script_.then);
    }
    MachineFacts inspect() const override { return {}; }
    void watch_vcpus(const CpuSet& /*cpus*/) override {}
    SeenOnHost seen_on_host() override { return {}; }
    Task<void> destroy(std::chrono::nanoseconds /*within*/) override { co_return; }

  private:
    const Script& script_;
};

class ScriptedMachine : public Machine {
  public:
    explicit ScriptedMachine(const Script& script) : script_(script) {}
    Task<std::unique_ptr<Guest>> start(GuestSpec spec) override {
        write_text_file(spec.directory / "console.log", script_.console);
        co_return std::make_unique<ScriptedGuest>(script_);
    }

  private:
    const Script& script_;
};

std::string concluded(const Script& script) {
    const TemporaryDirectory directory;
    ScriptedMachine machine(script);
    const KernelImage kernel;
    const SystemMap symbols;
    const TrialSetUp set_up{machine, kernel, symbols, {}, directory.path(), {}, {}};
    TrialSpec spec;
    spec.subject = "spin-refill";
    spec.probes = Probes::none;
    spec.deadlines.window = std::chrono::milliseconds(50);
    const wire::FuzzOrder order;
    FuzzEnd end;
    StopSignals stop;
    run_until_stopped(run_fuzz(set_up, spec, order, end), stop);
    const FuzzConclusion conclusion = conclude_guest(end);
    return name_of(conclusion.outcome) + ": " +
           (conclusion.found.empty() ? conclusion.reason.value_or("") : conclusion.found.front().title);
}

TEST(RunFuzz, ComesToItsEnd) {
    EXPECT_EQ(concluded({Then::comes_to_its_end}), "quiet: ");
}

TEST(RunFuzz, TellsAGuestThatDies) {
    EXPECT_EQ(concluded({Then::dies}), "found: the guest died without a word");
}

TEST(RunFuzz, TellsAGuestThatFallsSilent) {
    EXPECT_EQ(concluded({Then::falls_silent}), "found: the guest fell silent");
}

TEST(RunFuzz, EndsWithAPanicThatDoesNotEndItsMachine) {
    EXPECT_EQ(concluded({Then::falls_silent, "[    3.1] Kernel panic - not syncing: lost\n"}),
              "found: Kernel panic - not syncing: lost");
}

TEST(RunFuzz, TakesARefusalForOurs) {
    EXPECT_EQ(concluded({Then::refuses}), "invalid: arm: fill cannot be started");
}

} // namespace
} // namespace cloister

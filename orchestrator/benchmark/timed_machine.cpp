// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/benchmark/timed_machine.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/console/stale_breakpoint.hpp"
#include "orchestrator/wire/messages.hpp"
#include "probes/boot_instance.hpp"
#include "results-schema/json_document.hpp"

#include <filesystem>
#include <optional>
#include <utility>

namespace cloister {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds bare_boot_deadline{60};
// Its kernel patches its text with all CPUs up, which QEMU before 8.1 sometimes takes ill
// (console/stale_breakpoint.hpp).
constexpr int bare_boots_at_most = 3;

void note(const wire::Frame& frame, TrialMoments& moments) {
    if (frame.kind != wire::FrameKind::message)
        return;
    const Json message = parse_json(frame.payload);
    const std::string schema = message.value("schema", "");
    if (schema == wire::Hello::schema)
        moments.hello = Clock::now();
    else if (schema == wire::Progress::schema && message.value("stage", "") == "measure")
        moments.armed = Clock::now();
    else if (schema == wire::Finished::schema)
        moments.finished = Clock::now();
}

class TimedChannel : public AgentChannel {
  public:
    TimedChannel(std::unique_ptr<AgentChannel> channel, std::shared_ptr<TrialMoments> moments)
        : channel_(std::move(channel)), moments_(std::move(moments)) {}

    Task<wire::Frame> receive() override {
        wire::Frame frame = co_await channel_->receive();
        note(frame, *moments_);
        co_return frame;
    }
    Task<void> send(wire::Frame frame) override { return channel_->send(std::move(frame)); }

  private:
    std::unique_ptr<AgentChannel> channel_;
    std::shared_ptr<TrialMoments> moments_;
};

class TimedGuest : public Guest {
  public:
    TimedGuest(std::unique_ptr<Guest> guest, std::shared_ptr<TrialMoments> moments)
        : guest_(std::move(guest)), moments_(std::move(moments)) {}

    const std::string& console() const override { return guest_->console(); }
    Task<std::unique_ptr<AgentChannel>> connect_agent() override {
        co_return std::make_unique<TimedChannel>(co_await guest_->connect_agent(), moments_);
    }
    MachineFacts inspect() const override { return guest_->inspect(); }
    void watch_vcpus(const CpuSet& cpus) override { guest_->watch_vcpus(cpus); }
    SeenOnHost seen_on_host() override { return guest_->seen_on_host(); }
    Task<void> destroy(std::chrono::nanoseconds within) override {
        moments_->farewell = Clock::now();
        co_await guest_->destroy(within);
        moments_->gone = Clock::now();
    }

  private:
    std::unique_ptr<Guest> guest_;
    std::shared_ptr<TrialMoments> moments_;
};

// nullopt: it died of its emulator.
Task<std::optional<std::chrono::nanoseconds>> boot_bare(Machine& machine, GuestSpec spec) {
    std::erase(spec.command_line, boot_instance_parameter());
    // Of two the last counts: a trial's other CPUs are brought online by the agent, late (docs/adr/0002).
    const std::string all_cpus = "maxcpus=" + std::to_string(spec.cpus);
    for (const std::string& word :
         {all_cpus, std::string("rdinit=/workloads"), std::string("--"), std::string("power-off")})
        spec.command_line.push_back(word);
    spec.directory /= "bare"; // its console is not the trial's
    std::filesystem::create_directories(spec.directory);
    const Moment began = Clock::now();
    const std::unique_ptr<Guest> guest = co_await machine.start(std::move(spec));
    co_await guest->destroy(bare_boot_deadline);
    const std::chrono::nanoseconds took = Clock::now() - began;
    if (stale_breakpoint(guest->console(), guest->inspect()))
        co_return std::nullopt;
    if (guest->console().find("reboot: Power down") == std::string::npos)
        throw LabError(
            Fault::lab, "boot",
            "a bare boot did not end by itself; its last words: " +
                guest->console().substr(guest->console().size() < 200 ? 0 : guest->console().size() - 200));
    co_return took;
}

} // namespace

Task<std::unique_ptr<Guest>> TimedMachine::start(GuestSpec spec) {
    auto moments = std::make_shared<TrialMoments>();
    trials_.push_back(moments);
    moments->bare_start = Clock::now();
    std::optional<std::chrono::nanoseconds> bare_boot;
    for (int boots = 0; !bare_boot; ++boots) {
        if (boots == bare_boots_at_most)
            throw LabError(Fault::lab, "boot", "three bare boots died of their emulator");
        bare_boot = co_await boot_bare(machine_, spec);
    }
    moments->bare_boot = *bare_boot;
    moments->start = Clock::now();
    std::unique_ptr<Guest> guest = co_await machine_.start(std::move(spec));
    co_return std::make_unique<TimedGuest>(std::move(guest), std::move(moments));
}

} // namespace cloister

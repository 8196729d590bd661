// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/watched_machine.hpp"

#include "orchestrator/base/deadline.hpp"
#include "results-schema/json_document.hpp"

#include <csignal>

namespace cloister::fake {
namespace {

class WatchedChannel : public AgentChannel {
  public:
    WatchedChannel(std::unique_ptr<AgentChannel> channel, Watch& watch)
        : channel_(std::move(channel)), watch_(watch) {}

    Task<wire::Frame> receive() override {
        watch_.operate("receive", Fault::guest_lost, "collect");
        co_return co_await channel_->receive();
    }
    Task<void> send(wire::Frame frame) override {
        watch_.operate("send", Fault::guest_lost, "collect");
        watch_.told.push_back(parse_json(frame.payload).value("schema", ""));
        co_await channel_->send(std::move(frame));
    }

  private:
    std::unique_ptr<AgentChannel> channel_;
    Watch& watch_;
};

class WatchedGuest : public Guest {
  public:
    WatchedGuest(std::unique_ptr<Guest> guest, Watch& watch) : guest_(std::move(guest)), watch_(watch) {
        ++watch_.started;
        ++watch_.living;
    }
    ~WatchedGuest() override { --watch_.living; }
    WatchedGuest(const WatchedGuest&) = delete;
    WatchedGuest& operator=(const WatchedGuest&) = delete;

    const std::string& console() const override { return guest_->console(); }
    Task<std::unique_ptr<AgentChannel>> connect_agent() override {
        watch_.operate("connect_agent", Fault::guest_lost, "boot");
        co_return std::make_unique<WatchedChannel>(co_await guest_->connect_agent(), watch_);
    }
    MachineFacts inspect() const override {
        watch_.operate("inspect", Fault::guest_lost, "boot");
        return guest_->inspect();
    }
    void watch_vcpus(const CpuSet& cpus) override { guest_->watch_vcpus(cpus); }
    SeenOnHost seen_on_host() override { return guest_->seen_on_host(); }
    Task<void> destroy(std::chrono::nanoseconds within) override {
        if (++watch_.destroyed == 1 && watch_.interrupts_farewell) {
            std::raise(SIGINT);
            co_await wait_for(std::chrono::milliseconds(50)); // as long as a guest takes to power off
        }
        co_await guest_->destroy(within);
        watch_.operate("destroy", Fault::lab, "collect");
    }

  private:
    std::unique_ptr<Guest> guest_;
    Watch& watch_;
};

} // namespace

void Watch::operate(const std::string& verb, Fault fault, const std::string& stage) {
    if (++operations != fails_at)
        return;
    failed = verb;
    throw LabError(fault, stage, "a fault at operation " + std::to_string(operations) + ", " + verb);
}

Task<std::unique_ptr<Guest>> WatchedMachine::start(GuestSpec spec) {
    watch_.operate("start", Fault::lab, "boot");
    co_return std::make_unique<WatchedGuest>(co_await machine_.start(std::move(spec)), watch_);
}

} // namespace cloister::fake

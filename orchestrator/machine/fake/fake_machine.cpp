// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/fake/fake_machine.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/machine/next_frame.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/trace/guest_clock.hpp"
#include "results-schema/json_document.hpp"

#include <csignal>
#include <deque>
#include <fstream>

namespace cloister::fake {
namespace {

[[noreturn]] void hang_up() {
    throw LabError(Fault::guest_lost, "collect", "the guest ended while its agent was awaited");
}

void hear_out(const wire::Frame& frame, const Listen& listen) {
    try {
        check_schema(parse_json(frame.payload), listen.schema.c_str());
    } catch (const SchemaError& error) {
        throw LabError(Fault::guest_lost, "verify",
                       std::string("the host's words are not ours: ") + error.what());
    }
}

Task<void> wait_for_ever() {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await never.async_wait(asio::use_awaitable);
}

// Where a guest is in its script. Shared by guest and channel.
class Play {
  public:
    Play(Script script, const std::filesystem::path& console) : script_(std::move(script)) {
        file_.open(console, std::ios::binary);
    }

    const std::string& console() const { return console_; }
    void hear(wire::Frame frame) { heard_.push_back(std::move(frame)); }
    Task<wire::Frame> next_word() {
        for (;;) {
            if (std::optional<wire::Frame> frame = next_frame(said_))
                co_return std::move(*frame);
            if (at_ == script_.size())
                hang_up();
            const bool goes_on = std::visit([this](const auto& step) { return play(step); }, script_[at_]);
            ++at_;
            if (!goes_on)
                co_await wait_for_ever();
        }
    }

  private:
    // Each: whether the script goes on.
    bool play(const Print& print) {
        console_ += print.text;
        file_ << print.text << std::flush;
        return true;
    }
    bool play(const Say& say) {
        said_.feed(wire::encode(say.frame));
        return true;
    }
    bool play(const Noise& noise) {
        said_.feed(noise.bytes);
        return true;
    }
    bool play(const Listen& listen) {
        if (heard_.empty())
            return false;
        hear_out(heard_.front(), listen);
        heard_.pop_front();
        return true;
    }
    static bool play(const FallSilent&) { return false; }
    static bool play(const HangUp&) { hang_up(); }
    static bool play(const PressCtrlC&) { return std::raise(SIGINT) == 0; }

    Script script_;
    std::size_t at_ = 0;
    std::string console_;
    std::ofstream file_;
    wire::FrameParser said_;
    std::deque<wire::Frame> heard_;
};

class FakeChannel : public AgentChannel {
  public:
    explicit FakeChannel(std::shared_ptr<Play> play) : play_(std::move(play)) {}

    Task<wire::Frame> receive() override { return play_->next_word(); }
    Task<void> send(wire::Frame frame) override {
        play_->hear(std::move(frame));
        co_return;
    }

  private:
    std::shared_ptr<Play> play_;
};

class FakeGuest : public Guest {
  public:
    // seen: nullopt: the host refuses.
    FakeGuest(std::shared_ptr<Play> play, MachineFacts facts, std::optional<SeenOnHost> seen)
        : play_(std::move(play)), facts_(std::move(facts)), seen_(std::move(seen)) {}

    const std::string& console() const override { return play_->console(); }
    Task<std::unique_ptr<AgentChannel>> connect_agent() override {
        co_return std::make_unique<FakeChannel>(play_);
    }
    MachineFacts inspect() const override { return facts_; }
    void watch_vcpus(const CpuSet&) override {
        if (!seen_)
            throw HostSwitchesRefused("perf_event_open: Permission denied (a story)");
    }
    SeenOnHost seen_on_host() override { return seen_.value(); }
    Task<void> destroy(std::chrono::nanoseconds) override { co_return; }

  private:
    std::shared_ptr<Play> play_;
    MachineFacts facts_;
    std::optional<SeenOnHost> seen_;
};

// Its host tells by its own clock.
SeenOnHost seen_in(const Recording& recording) {
    SeenOnHost seen;
    const std::optional<Measurement>& measurement = recording.record.measurement;
    if (!measurement || !measurement->clocks)
        return seen;
    const GuestClock clock(*measurement->clocks, GuestClock::Runs::with_gains);
    for (HostAbsence each : recording.absences) {
        each.out = clock.host_at(each.out);
        each.in = clock.host_at(each.in);
        seen.absences.push_back(each);
    }
    return seen;
}

MachineFacts facts_of(const Story& story, const TrialRecord& recorded) {
    MachineFacts facts;
    facts.backend = "fake";
    facts.accelerator = "none";
    facts.version = "fake machine · story " + story.name + " · replays " + recorded.machine.version;
    if (story.emulated) {
        facts.accelerator = "tcg";
        facts.version = "QEMU 7.2 of the " + facts.version;
    }
    return facts;
}

} // namespace

Task<std::unique_ptr<Guest>> FakeMachine::start(GuestSpec spec) {
    const std::string cell = recorded_cell(spec.cell);
    const Recording& recording = recordings_->of(cell);
    Script script = script_of(recording);
    std::optional<SeenOnHost> seen = seen_in(recording);
    const unsigned before = started_[spec.directory]++;
    if (cell == spec.cell && happens_in(story_, recording.record.spec)) {
        if (!story_.starts)
            throw LabError(Fault::lab, "boot",
                           "the fake machine starts no guest: so story " + story_.name + " goes");
        if (!story_.host_is_seen)
            seen.reset();
        if (story_.change != nullptr)
            story_.change(script, {recording, *recordings_, before});
    }
    auto play = std::make_shared<Play>(std::move(script), spec.directory / "console.log");
    co_return std::make_unique<FakeGuest>(std::move(play), facts_of(story_, recording.record),
                                          std::move(seen));
}

std::string FakeMachine::recorded_cell(const std::string& cell) const {
    const std::size_t disturber = cell.find('+') + 1;
    if (!story_.lends || disturber_kind(cell.substr(disturber)) != DisturberKind::drains)
        return cell;
    return cell.substr(0, disturber) + "drop_caches";
}

void FakeMachine::prepare(Plan& plan) const {
    Plan told = plan;
    for (TrialSpec& spec : told.trials)
        spec.cell.workload = recorded_cell(spec.cell.workload);
    recordings_->refuse_what_is_not_recorded(told);
    refuse_where_it_cannot_happen(story_, plan);
    constexpr std::chrono::seconds soon{2};
    for (TrialSpec& spec : plan.trials)
        spec.deadlines = {.boot = soon, .arm = soon, .window = soon, .harvest = soon};
}

} // namespace cloister::fake

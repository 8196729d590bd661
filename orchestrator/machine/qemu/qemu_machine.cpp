// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/qemu_machine.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/machine/console_log.hpp"
#include "orchestrator/machine/qemu/child.hpp"
#include "orchestrator/machine/qemu/command_line.hpp"
#include "orchestrator/machine/qemu/entry_log.hpp"
#include "orchestrator/machine/qemu/frame_channel.hpp"
#include "orchestrator/machine/qemu/host_tsc.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/machine/qemu/qmp.hpp"
#include "orchestrator/machine/vcpu_threads.hpp"
#include "probes/kernelfs/file.hpp"
#include "results-schema/json_document.hpp"

#include <fmt/ranges.h>

#include <fstream>

namespace cloister {
namespace {

constexpr std::chrono::seconds qmp_deadline{20};

std::vector<pid_t> vcpu_threads(const Json& cpus) {
    std::vector<pid_t> threads(cpus.size());
    for (const Json& cpu : cpus) {
        const std::size_t index = cpu.value("cpu-index", std::size_t{0});
        if (index < threads.size())
            threads[index] = cpu.value("thread-id", 0);
    }
    return threads;
}

class QemuGuest : public Guest {
  public:
    QemuGuest(std::unique_ptr<Child> child, std::shared_ptr<ConsoleLog> console, Socket agent,
              MachineFacts facts, VcpuThreads vcpus, std::filesystem::path entries)
        : child_(std::move(child)), console_(std::move(console)), agent_(std::move(agent)),
          facts_(std::move(facts)), vcpus_(std::move(vcpus)), entries_(std::move(entries)) {}

    const std::string& console() const override { return console_->text(); }
    Task<std::unique_ptr<AgentChannel>> connect_agent() override {
        co_return std::make_unique<FrameChannel>(std::move(agent_));
    }
    MachineFacts inspect() const override;
    void watch_vcpus(const CpuSet& cpus) override { vcpus_.watch(cpus); }
    SeenOnHost seen_on_host() override { return vcpus_.seen(); }
    Task<void> destroy(std::chrono::nanoseconds within) override;

  private:
    std::unique_ptr<Child> child_;
    std::shared_ptr<ConsoleLog> console_;
    Socket agent_;
    MachineFacts facts_;
    VcpuThreads vcpus_;
    std::filesystem::path entries_; // log of the counter of kernel entries; empty: there is none
};

MachineFacts QemuGuest::inspect() const {
    MachineFacts facts = facts_;
    facts.waited = vcpus_.all_waited();
    if (!entries_.empty())
        facts.kernel_entries = entries_of_window(read_file(entries_));
    return facts;
}

Task<void> QemuGuest::destroy(std::chrono::nanoseconds within) {
    using namespace asio::experimental::awaitable_operators;
    if (!child_->has_ended()) {
        if (within > std::chrono::nanoseconds(0))
            co_await (child_->ended() || wait_for(within));
        child_->kill();
        co_await child_->ended();
    }
    std::error_code nothing_to_say;
    if (!entries_.empty())
        std::filesystem::remove(entries_, nothing_to_say); // the record has what it told
    co_await console_->ended();
}

std::string first_line(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

} // namespace

Task<std::unique_ptr<Guest>> QemuMachine::start(GuestSpec spec) {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    SocketPair qmp_ends = make_socket_pair(executor);
    SocketPair console_ends = make_socket_pair(executor);
    SocketPair agent_ends = make_socket_pair(executor);
    const QemuChannels channels{qmp_ends.theirs.native_handle(), console_ends.theirs.native_handle(),
                                agent_ends.theirs.native_handle()};

    MachineFacts facts;
    facts.backend = "qemu";
    facts.accelerator = accelerator_name(accelerator_);
    std::optional<EntryCounter> counter;
    if (spec.costs)
        counter = EntryCounter{plugin_, *spec.costs, spec.key_sites};
    else if (spec.kernel_entries && accelerator_ == Accelerator::tcg && !plugin_.empty())
        counter = EntryCounter{plugin_, spec.directory / entry_log};
    facts.command_line = qemu_command_line(spec, accelerator_, channels, host_tsc_megahertz(), counter);
    if (spec.on_remark)
        spec.on_remark("qemu", fmt::format("{}", fmt::join(facts.command_line, " ")));
    const std::filesystem::path errors = spec.directory / "qemu.log";
    auto child = std::make_unique<Child>(executor, facts.command_line,
                                         std::vector<int>{channels.qmp, channels.console, channels.agent},
                                         errors, spec.on_terminal);
    qmp_ends.theirs.close();
    console_ends.theirs.close();
    agent_ends.theirs.close();

    const std::shared_ptr<ConsoleLog> console =
        ConsoleLog::follow(std::move(console_ends.ours), spec.directory / "console.log", spec.on_remark);

    Qmp qmp(std::move(qmp_ends.ours));
    std::string refusal;
    std::vector<pid_t> vcpus;
    try {
        facts.version =
            "QEMU " + co_await within(qmp.open(), qmp_deadline, "boot", "QEMU did not answer over QMP");
        // It has answered, so it runs QEMU and no longer us.
        facts.program = program_of(child->id());
        if (facts.program)
            facts.program_digest = digests_.of(*facts.program);
        const Json cpus = co_await within(qmp.execute("query-cpus-fast"), qmp_deadline, "boot",
                                          "QEMU did not name its vCPU threads");
        vcpus = vcpu_threads(cpus);
        // Guests that count run side by side, and each has one thread for all its CPUs.
        if (!spec.costs)
            facts.pinning = pin_vcpus(vcpus, usable_cpus());
    } catch (const LabError& error) {
        if (error.fault() != Fault::guest_lost)
            throw;
        refusal = first_line(errors);
    }
    if (!refusal.empty())
        throw LabError(Fault::lab, "boot", "QEMU refused to start: " + refusal);
    co_return std::make_unique<QemuGuest>(std::move(child), console, std::move(agent_ends.ours),
                                          std::move(facts), VcpuThreads(executor, std::move(vcpus)),
                                          counter && !spec.costs ? counter->log : std::filesystem::path());
}

} // namespace cloister

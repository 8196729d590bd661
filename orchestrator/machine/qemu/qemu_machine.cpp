// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/qemu_machine.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/base/digest.hpp"
#include "orchestrator/machine/qemu/child.hpp"
#include "orchestrator/machine/qemu/command_line.hpp"
#include "orchestrator/machine/qemu/entry_log.hpp"
#include "orchestrator/machine/qemu/frame_channel.hpp"
#include "orchestrator/machine/qemu/host_tsc.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/machine/qemu/qmp.hpp"
#include "orchestrator/machine/qemu/schedstat.hpp"
#include "probes/kernelfs/file.hpp"

#include <fmt/ranges.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace cloister {
namespace {

constexpr std::chrono::seconds qmp_deadline{20};
constexpr std::chrono::seconds last_words{2};

struct Console {
    Console(const asio::any_io_executor& executor, std::filesystem::path log, OnRemark remark)
        : path(std::move(log)), file(path, std::ios::binary), on_remark(std::move(remark)),
          ended(executor, asio::steady_timer::time_point::max()) {
        note_failure();
    }

    void append(std::string_view bytes) {
        text.append(bytes);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
        note_failure();
        for (std::size_t end = 0; on_remark && (end = text.find('\n', told)) != std::string::npos;
             told = end + 1)
            on_remark("console", text.substr(told, text.find_first_of("\r\n", told) - told));
    }
    void note_failure() {
        if (!file && failure.empty())
            failure = "cannot write " + path.string() + ": " + std::strerror(errno) +
                      "; free some space or choose another place with -o";
    }

    std::string text;
    std::filesystem::path path;
    std::ofstream file;
    std::string failure; // why the file is not the whole console
    OnRemark on_remark;
    std::size_t told = 0;     // of text, to on_remark
    asio::steady_timer ended; // cancelled after the last byte
    bool has_ended = false;
};

// Outlives the guest by the bytes that are still under way, hence the shared console.
Task<void> follow_console(Socket socket, std::shared_ptr<Console> console) {
    std::array<char, 4096> bytes{};
    for (;;) {
        const auto [error, length] = co_await socket.async_read_some(asio::buffer(bytes), as_result);
        if (error) {
            console->has_ended = true;
            console->ended.cancel();
            co_return;
        }
        console->append({bytes.data(), length});
    }
}

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
    QemuGuest(asio::any_io_executor executor, std::unique_ptr<Child> child, std::shared_ptr<Console> console,
              Socket agent, MachineFacts facts, std::vector<pid_t> vcpus, std::filesystem::path entries)
        : executor_(std::move(executor)), child_(std::move(child)), console_(std::move(console)),
          agent_(std::move(agent)), facts_(std::move(facts)), vcpus_(std::move(vcpus)),
          entries_(std::move(entries)) {}

    const std::string& console() const override { return console_->text; }
    Task<std::unique_ptr<AgentChannel>> connect_agent() override {
        co_return std::make_unique<FrameChannel>(std::move(agent_));
    }
    MachineFacts inspect() const override;
    void watch_vcpus(const CpuSet& cpus) override;
    SeenOnHost seen_on_host() override;
    Task<void> destroy(std::chrono::nanoseconds within) override;

  private:
    asio::any_io_executor executor_;
    std::unique_ptr<Child> child_;
    std::shared_ptr<Console> console_;
    Socket agent_;
    MachineFacts facts_;
    std::vector<pid_t> vcpus_; // threads, in the order of the guest's CPUs
    std::optional<HostSwitches> switches_;
    std::filesystem::path entries_; // log of the counter of kernel entries; empty: there is none
};

MachineFacts QemuGuest::inspect() const {
    MachineFacts facts = facts_;
    for (std::uint32_t cpu = 0; cpu < vcpus_.size(); ++cpu)
        if (const std::optional<std::chrono::nanoseconds> time = waited(vcpus_[cpu]))
            facts.waited[CpuId{cpu}] = *time;
    if (!entries_.empty())
        facts.kernel_entries = entries_of_window(read_file(entries_));
    return facts;
}

void QemuGuest::watch_vcpus(const CpuSet& cpus) {
    std::map<CpuId, pid_t> threads;
    for (const CpuId cpu : cpus)
        threads[cpu] = vcpus_.at(cpu.number);
    switches_.emplace(executor_, threads);
}

SeenOnHost QemuGuest::seen_on_host() {
    SeenOnHost seen = switches_.value().seen();
    switches_.reset();
    return seen;
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
    // A panic's last words are still under way when QEMU is gone.
    if (!console_->has_ended)
        co_await (console_->ended.async_wait(as_result) || wait_for(last_words));
    // The judge reads the file: half a console would hide a panic.
    if (!console_->failure.empty())
        throw LabError(Fault::lab, "store", console_->failure);
}

// The file that this process runs; not there once it has ended.
std::optional<std::string> program_of(pid_t process) {
    std::error_code ended;
    const std::filesystem::path file =
        std::filesystem::read_symlink("/proc/" + std::to_string(process) + "/exe", ended);
    return ended ? std::nullopt : std::optional<std::string>(file.string());
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

    auto console = std::make_shared<Console>(executor, spec.directory / "console.log", spec.on_remark);
    asio::co_spawn(executor, follow_console(std::move(console_ends.ours), console), asio::detached);

    Qmp qmp(std::move(qmp_ends.ours));
    std::string refusal;
    std::vector<pid_t> vcpus;
    try {
        facts.version =
            "QEMU " + co_await within(qmp.open(), qmp_deadline, "boot", "QEMU did not answer over QMP");
        // It has answered, so it runs QEMU and no longer us.
        facts.program = program_of(child->id());
        if (facts.program) {
            std::string& digest = digests_[*facts.program];
            if (digest.empty())
                digest = sha256_of_file(*facts.program);
            facts.program_digest = digest;
        }
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
    co_return std::make_unique<QemuGuest>(executor, std::move(child), std::move(console),
                                          std::move(agent_ends.ours), std::move(facts), std::move(vcpus),
                                          counter && !spec.costs ? counter->log : std::filesystem::path());
}

} // namespace cloister

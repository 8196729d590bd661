// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/libvirt_machine.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/machine/console_log.hpp"
#include "orchestrator/machine/libvirt/domain_calls.hpp"
#include "orchestrator/machine/libvirt/domain_xml.hpp"
#include "orchestrator/machine/libvirt/guest_files.hpp"
#include "orchestrator/machine/libvirt/qemu_process.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/frame_channel.hpp"
#include "orchestrator/machine/qemu/host_tsc.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/machine/vcpu_threads.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::chrono::seconds qemu_connects{20};
constexpr std::chrono::seconds event_comes{2};
constexpr std::chrono::seconds daemon_returns{10};
constexpr std::chrono::seconds process_ends{5};

std::function<bool(virConnectPtr)> end_of(const std::string& uuid) {
    return [uuid](virConnectPtr connection) { return destroy_domain(connection, uuid); };
}

// A domain from before its start. Who does not come so far as to end it leaves that to the daemon's thread.
class LiveDomain {
  public:
    LiveDomain(Daemon& daemon, const std::string& name, const asio::any_io_executor& executor)
        : daemon_(daemon), name_(name), ending_(daemon.watch(name, executor)) {}
    LiveDomain(const LiveDomain&) = delete;
    LiveDomain& operator=(const LiveDomain&) = delete;
    ~LiveDomain() {
        daemon_.forget(name_);
        if (lives_)
            daemon_.do_later(end_of(uuid_));
    }

    void has_started(std::string uuid) {
        uuid_ = std::move(uuid);
        lives_ = true;
    }
    void has_ended() { lives_ = false; }

    const std::string& name() const { return name_; }
    const std::string& uri() const { return daemon_.uri(); }
    const std::shared_ptr<DomainEnding>& ending() const { return ending_; }
    // Waits for a daemon that is away, and not for ever.
    Task<void> end() {
        co_await daemon_.ask(end_of(uuid_), daemon_returns);
        has_ended();
    }

  private:
    Daemon& daemon_;
    std::string name_;
    std::string uuid_;
    std::shared_ptr<DomainEnding> ending_;
    bool lives_ = false;
};

// The agent's channel, which says why it broke.
class DomainChannel : public AgentChannel {
  public:
    DomainChannel(Socket socket, std::string domain, std::shared_ptr<DomainEnding> ending)
        : frames_(std::move(socket)), domain_(std::move(domain)), ending_(std::move(ending)) {}

    Task<wire::Frame> receive() override {
        Caught<wire::Frame> frame = co_await caught(frames_.receive());
        if (frame.failure)
            co_await explain(frame.failure);
        co_return frame.take();
    }
    Task<void> send(wire::Frame frame) override {
        const Caught<void> sent = co_await caught(frames_.send(std::move(frame)));
        if (sent.failure)
            co_await explain(sent.failure);
        sent.take();
    }

  private:
    // The event of its end comes after the end of its sockets. Throws where it came.
    Task<void> explain(std::exception_ptr failure) {
        using namespace asio::experimental::awaitable_operators;
        try {
            std::rethrow_exception(std::move(failure));
        } catch (const LabError& error) {
            if (error.fault() != Fault::guest_lost)
                co_return;
        } catch (const std::exception&) {
            co_return;
        }
        if (ending_->how.empty())
            co_await (ending_->told.async_wait(as_result) || wait_for(event_comes));
        if (!ending_->how.empty())
            throw LabError(Fault::guest_lost, "collect",
                           fmt::format("domain {} ended: {}", domain_, ending_->how));
    }

    FrameChannel frames_;
    std::string domain_;
    std::shared_ptr<DomainEnding> ending_;
};

class LibvirtGuest : public Guest {
  public:
    LibvirtGuest(std::unique_ptr<LiveDomain> domain, QemuProcess process, std::shared_ptr<ConsoleLog> console,
                 Socket agent, MachineFacts facts, VcpuThreads vcpus)
        : domain_(std::move(domain)), process_(std::move(process)), console_(std::move(console)),
          agent_(std::move(agent)), facts_(std::move(facts)), vcpus_(std::move(vcpus)) {}

    const std::string& console() const override { return console_->text(); }
    Task<std::unique_ptr<AgentChannel>> connect_agent() override {
        co_return std::make_unique<DomainChannel>(std::move(agent_), domain_->name(), domain_->ending());
    }
    MachineFacts inspect() const override {
        MachineFacts facts = facts_;
        facts.waited = vcpus_.all_waited();
        return facts;
    }
    void watch_vcpus(const CpuSet& cpus) override { vcpus_.watch(cpus); }
    SeenOnHost seen_on_host() override { return vcpus_.seen(); }
    Task<void> destroy(std::chrono::nanoseconds within) override;

  private:
    Task<void> end_without_libvirt(std::exception_ptr why);

    std::unique_ptr<LiveDomain> domain_;
    QemuProcess process_;
    std::shared_ptr<ConsoleLog> console_;
    Socket agent_;
    MachineFacts facts_;
    VcpuThreads vcpus_;
};

// libvirt's daemon is gone for good. Its QEMU is not, unless we may end it.
Task<void> LibvirtGuest::end_without_libvirt(std::exception_ptr why) {
    using namespace asio::experimental::awaitable_operators;
    if (!process_.has_ended() && process_.kill())
        co_await (process_.ended() || wait_for(process_ends));
    if (process_.has_ended()) {
        domain_->has_ended();
        co_return;
    }
    try {
        std::rethrow_exception(std::move(why));
    } catch (const std::exception& error) {
        throw LabError(Fault::lab, "boot",
                       fmt::format("domain {0} still runs (process {1}): {2}; end it yourself: virsh -c {3} "
                                   "destroy {0}",
                                   domain_->name(), process_.id(), error.what(), domain_->uri()));
    }
}

// A guest that powered off is still a domain until libvirt has heard of it; and one whose daemon is away
// stays.
Task<void> LibvirtGuest::destroy(std::chrono::nanoseconds within) {
    using namespace asio::experimental::awaitable_operators;
    if (!process_.has_ended() && within > std::chrono::nanoseconds(0))
        co_await (process_.ended() || wait_for(within));
    const Caught<void> done = co_await caught(domain_->end());
    if (done.failure)
        co_await end_without_libvirt(done.failure);
    if (!process_.has_ended())
        co_await (process_.ended() || wait_for(process_ends));
    co_await console_->ended();
}

void expect_a_domain(const GuestSpec& spec) {
    if (spec.costs)
        throw LabError(Fault::wrong_use, "boot",
                       "libvirt starts no guest by the count of instructions: costs are counted with "
                       "--machine qemu");
    if (spec.on_terminal)
        throw LabError(Fault::wrong_use, "boot",
                       "a domain of libvirt's has no terminal of ours: a shell is there with --machine qemu");
}

DomainLab lab_for(const GuestSpec& spec, const GuestFiles& files) {
    DomainLab lab;
    lab.name = files.name();
    lab.emulator = find_qemu();
    lab.kernel = files.kernel();
    lab.initramfs = files.initramfs();
    lab.console = files.console();
    lab.agent = files.agent();
    lab.placement = place(spec.cpus, usable_cpus());
    lab.tsc_megahertz = host_tsc_megahertz();
    return lab;
}

struct Ends {
    Socket console;
    Socket agent;
    pid_t qemu; // who has both of them; 0: nobody has
};

Task<Ends> connected(GuestFiles& files) {
    Socket console = co_await files.accept_console();
    Socket agent = co_await files.accept_agent();
    const pid_t peer = peer_of(console);
    Ends ends{std::move(console), std::move(agent), 0};
    if (peer == peer_of(ends.agent))
        ends.qemu = peer;
    co_return ends;
}

QemuProcess qemu_of(const asio::any_io_executor& executor, pid_t process) {
    if (process == 0)
        throw LabError(Fault::lab, "boot",
                       "libvirt's QEMU is not among the processes of this host: its daemon must run here, "
                       "and not in a container of its own");
    try {
        return {executor, process};
    } catch (const std::system_error&) {
        throw LabError(Fault::guest_lost, "boot", "libvirt's QEMU ended as soon as it had started");
    }
}

std::vector<pid_t> vcpu_threads(const QemuProcess& process, const GuestSpec& spec) {
    std::vector<pid_t> threads = vcpu_threads_of(process.id());
    if (threads.size() != spec.cpus)
        throw LabError(Fault::lab, "boot",
                       fmt::format("QEMU (process {}) names {} threads of the guest's {} CPUs", process.id(),
                                   threads.size(), spec.cpus));
    return threads;
}

// As the qemu machine names them, by thread where it is known.
std::map<std::string, std::string> with_threads(const std::map<std::string, std::string>& pinning,
                                                const std::vector<pid_t>& vcpus) {
    std::map<std::string, std::string> named = pinning;
    for (std::size_t vcpu = 0; vcpu < vcpus.size(); ++vcpu)
        if (auto entry = named.extract(fmt::format("vcpu{}", vcpu))) {
            entry.key() = fmt::format("vcpu{} (thread {})", vcpu, vcpus[vcpu]);
            named.insert(std::move(entry));
        }
    return named;
}

void expect_pinned(const std::map<std::string, std::string>& pinning, const Placement& placement) {
    for (std::size_t vcpu = 0; vcpu < placement.vcpus.size(); ++vcpu) {
        const std::string wanted = std::to_string(placement.vcpus[vcpu].number);
        const auto now = pinning.find(fmt::format("vcpu{}", vcpu));
        if (now == pinning.end() || now->second != wanted)
            throw LabError(
                Fault::lab, "boot",
                fmt::format("pinning: libvirt was to bind vcpu{} to host CPU {}, and it runs on {}: "
                            "is a cpuset in the way?",
                            vcpu, wanted, now == pinning.end() ? "none" : now->second));
    }
}

} // namespace

Task<std::unique_ptr<Guest>> LibvirtMachine::start(GuestSpec spec) {
    expect_a_domain(spec);
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    // Gone when this returns: QEMU has read what it needs, and nothing is left whatever happens to us later.
    GuestFiles files(executor, spec.kernel, spec.initramfs);
    const DomainLab lab = lab_for(spec, files);
    auto domain = std::make_unique<LiveDomain>(daemon_, lab.name, executor);
    const std::function<StartedDomain(virConnectPtr)> starts =
        [xml = domain_xml(spec, accelerator_, lab)](virConnectPtr connection) {
            return start_domain(connection, xml);
        };
    const StartedDomain started = co_await daemon_.ask(starts, daemon_returns);
    domain->has_started(started.uuid);

    Ends ends = co_await within(connected(files), qemu_connects, "boot", "libvirt's QEMU did not connect");
    const std::shared_ptr<ConsoleLog> console =
        ConsoleLog::follow(std::move(ends.console), spec.directory / "console.log", spec.on_remark);
    QemuProcess process = qemu_of(executor, ends.qemu);
    const std::vector<pid_t> vcpus = vcpu_threads(process, spec);
    MachineFacts facts = facts_of(process, spec, lab, started);
    if (spec.on_remark)
        spec.on_remark("libvirt", fmt::format("{}, domain {} at {}: {}", started.libvirt, lab.name,
                                              daemon_.uri(), fmt::join(facts.command_line, " ")));
    const std::function<std::map<std::string, std::string>(virConnectPtr)> reads_back =
        [uuid = started.uuid](virConnectPtr connection) { return pinning_of(connection, uuid); };
    const std::map<std::string, std::string> pinning = co_await daemon_.ask(reads_back);
    expect_pinned(pinning, lab.placement);
    facts.pinning = with_threads(pinning, vcpus);
    co_return std::make_unique<LibvirtGuest>(std::move(domain), std::move(process), console,
                                             std::move(ends.agent), std::move(facts),
                                             VcpuThreads(executor, vcpus));
}

MachineFacts LibvirtMachine::facts_of(const QemuProcess& process, const GuestSpec& spec, const DomainLab& lab,
                                      const StartedDomain& started) {
    MachineFacts facts;
    facts.backend = "libvirt";
    facts.accelerator = accelerator_name(accelerator_);
    facts.version = started.version;
    facts.program = program_of(process.id()).value_or(lab.emulator);
    facts.program_digest = digests_.of(*facts.program);
    facts.command_line = words_of_process(process.id());
    // The copies are gone; who wants to do it again has these.
    std::replace(facts.command_line.begin(), facts.command_line.end(), lab.kernel.string(),
                 spec.kernel.string());
    std::replace(facts.command_line.begin(), facts.command_line.end(), lab.initramfs.string(),
                 spec.initramfs.string());
    return facts;
}

} // namespace cloister

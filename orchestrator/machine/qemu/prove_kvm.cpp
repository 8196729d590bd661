// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/prove_kvm.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/machine/with_guest.hpp"
#include "probes/kernelfs/check_errno.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace cloister {
namespace {

// What the answer depends on.
std::string circumstances(const KvmQuestion& question) {
    utsname host{};
    ::uname(&host);
    const std::filesystem::path qemu = find_qemu();
    std::error_code none;
    const auto built = std::filesystem::last_write_time(qemu, none).time_since_epoch().count();
    return fmt::format("{} {} {} {} {}", host.release, host.version, qemu.string(), built,
                       question.device.string());
}

Task<void> reach_agent(Guest& guest) {
    const std::unique_ptr<AgentChannel> agent = co_await guest.connect_agent();
    co_await agent->receive();
}

Task<void> boot(GuestSpec spec, std::chrono::nanoseconds patience) {
    using namespace asio::experimental::awaitable_operators;
    QemuMachine machine(Accelerator::kvm);
    co_await within(
        [](QemuMachine& on, GuestSpec guest) -> Task<void> {
            co_await with_guest(on, std::move(guest), [](Guest& each) { return reach_agent(each); });
        }(machine, std::move(spec)),
        patience, "doctor", "no guest reached its agent under it");
}

// True when a stop signal came first.
Task<bool> boot_until_signal(GuestSpec spec, std::chrono::nanoseconds patience, const StopSignals& stop) {
    using namespace asio::experimental::awaitable_operators;
    using Descriptor = asio::posix::stream_descriptor;
    Descriptor signals(co_await asio::this_coro::executor,
                       check_errno(::fcntl(stop.descriptor(), F_DUPFD_CLOEXEC, 0), "dup"));
    auto first = co_await (caught(boot(std::move(spec), patience)) ||
                           signals.async_wait(Descriptor::wait_read, asio::use_awaitable));
    if (first.index() == 0)
        std::get<0>(first).take();
    co_return first.index() == 1;
}

KvmProof try_it(GuestSpec spec, const KvmQuestion& question) {
    StopSignals stop;
    asio::io_context context(1);
    std::exception_ptr failure;
    bool stopped = false;
    const auto began = std::chrono::steady_clock::now();
    asio::co_spawn(context, boot_until_signal(std::move(spec), question.patience, stop),
                   [&](std::exception_ptr thrown, bool by_signal) {
                       failure = std::move(thrown);
                       stopped = by_signal;
                   });
    context.run();
    if (stop.raised() || stopped)
        throw LabError(Fault::interrupted, "boot", "interrupted before anything was measured");
    try {
        if (failure)
            std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        return {false, question.device.string() + " is there and dead: " + error.what()};
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    return {true, fmt::format("a guest reached its agent in {:.1f} s", took.count())};
}

void remember(const KvmProof& proof, const KvmQuestion& question) {
    std::error_code nothing_to_say; // then it is tried again
    std::filesystem::create_directories(question.memory.parent_path(), nothing_to_say);
    std::string why = proof.why;
    std::replace(why.begin(), why.end(), '\n', ' ');
    std::ofstream(question.memory) << circumstances(question) << "\n"
                                   << (proof.works ? "works" : "dead") << "\n"
                                   << why << "\n";
}

} // namespace

std::optional<KvmProof> remembered_kvm_proof(const KvmQuestion& question) {
    if (::access(question.device.c_str(), R_OK | W_OK) != 0)
        return KvmProof{false, "no " + question.device.string() + " that we may use"};
    std::ifstream in(question.memory);
    std::string then;
    std::string works;
    std::string why;
    if (!std::getline(in, then) || !std::getline(in, works) || !std::getline(in, why) ||
        then != circumstances(question))
        return std::nullopt;
    return KvmProof{works == "works", why};
}

KvmProof prove_kvm(GuestSpec spec, const KvmQuestion& question) {
    if (std::optional<KvmProof> known = remembered_kvm_proof(question))
        return *known;
    const std::filesystem::path directory = spec.directory;
    KvmProof proof = try_it(std::move(spec), question);
    for (const char* file : {"console.log", "qemu.log"}) {
        std::error_code nothing_to_say;
        std::filesystem::remove(directory / file, nothing_to_say);
    }
    if (proof.works || question.kernel_is_known_to_boot)
        remember(proof, question);
    return proof;
}

} // namespace cloister

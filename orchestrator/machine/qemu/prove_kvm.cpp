// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/prove_kvm.hpp"

#include "orchestrator/base/deadline.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/machine/with_guest.hpp"

#include <fmt/format.h>

#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>

namespace cloister {
namespace {

// A KVM that works reaches the agent in one to two seconds.
constexpr std::chrono::seconds in_time{20};

// What the answer depends on.
std::string circumstances() {
    utsname host{};
    ::uname(&host);
    std::error_code none;
    const auto qemu =
        std::filesystem::last_write_time("/usr/bin/qemu-system-x86_64", none).time_since_epoch().count();
    return fmt::format("{} {} {} {}", host.release, host.version, qemu,
                       ::access("/dev/kvm", R_OK | W_OK) == 0 ? "device" : "no device");
}

Task<void> reach_agent(Guest& guest) {
    const std::unique_ptr<AgentChannel> agent = co_await guest.connect_agent();
    co_await within(agent->receive(), in_time, "doctor", "no word of the agent");
}

Task<void> boot(GuestSpec spec) {
    QemuMachine machine(Accelerator::kvm);
    co_await with_guest(machine, std::move(spec), [](Guest& guest) { return reach_agent(guest); });
}

KvmProof try_it(GuestSpec spec) {
    asio::io_context context(1);
    std::exception_ptr failure;
    const auto began = std::chrono::steady_clock::now();
    asio::co_spawn(context, boot(std::move(spec)),
                   [&](std::exception_ptr thrown) { failure = std::move(thrown); });
    context.run();
    try {
        if (failure)
            std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        return {false, std::string("/dev/kvm is there and dead: ") + error.what()};
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    return {true, fmt::format("a guest reached its agent in {:.1f} s", took.count())};
}

} // namespace

std::optional<KvmProof> remembered_kvm_proof(const std::filesystem::path& memory) {
    if (::access("/dev/kvm", R_OK | W_OK) != 0)
        return KvmProof{false, "no /dev/kvm that we may use"};
    std::ifstream in(memory);
    std::string then;
    std::string works;
    std::string why;
    if (!std::getline(in, then) || !std::getline(in, works) || !std::getline(in, why) ||
        then != circumstances())
        return std::nullopt;
    return KvmProof{works == "works", why};
}

KvmProof prove_kvm(GuestSpec spec, const std::filesystem::path& memory) {
    if (std::optional<KvmProof> known = remembered_kvm_proof(memory))
        return *known;
    const std::filesystem::path directory = spec.directory;
    KvmProof proof = try_it(std::move(spec));
    for (const char* file : {"console.log", "qemu.log"}) {
        std::error_code nothing_to_say;
        std::filesystem::remove(directory / file, nothing_to_say);
    }
    std::filesystem::create_directories(memory.parent_path());
    std::ofstream(memory) << circumstances() << "\n"
                          << (proof.works ? "works" : "dead") << "\n"
                          << proof.why << "\n";
    return proof;
}

} // namespace cloister

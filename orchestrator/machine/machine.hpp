// SPDX-License-Identifier: GPL-2.0-or-later
// A machine starts guests; a guest is a live system that must be ended. Five verbs, every backend alike:
// start, console, connect_agent, inspect, destroy; and a watch of its vCPUs on the host. Guests live only
// inside with_guest() (with_guest.hpp). Runs on: host. Errors: LabError{lab} when the machine cannot start,
// {kernel_failed} when the guest's kernel ends or panics before its agent speaks, {guest_lost} when the
// channel breaks, {timed_out} past a deadline.
#pragma once

#include "orchestrator/base/asio.hpp"
#include "orchestrator/base/progress.hpp"
#include "orchestrator/machine/host_switches.hpp"
#include "orchestrator/wire/frame.hpp"
#include "results-schema/trial_record.hpp"

#include <filesystem>
#include <memory>

namespace cloister {

struct GuestSpec {
    std::filesystem::path kernel;    // bzImage
    std::filesystem::path initramfs; // agent as /init, workloads beside it
    std::vector<std::string> command_line;
    std::uint32_t cpus = 4;
    std::uint32_t memory_mib = 1024;
    std::filesystem::path directory; // sockets and console.log of this guest; exists
    std::string cell;                // for the fake machine: which story to tell
    std::uint64_t seed = 1;
    bool kernel_entries = false; // counted by the emulator, where there is one
    // Where an emulator that runs by the instruction count tells what operations cost. Such a guest is the
    // same bit by bit each time, has no agent's channel, and is no guest of KVM's.
    std::optional<std::filesystem::path> costs = std::nullopt;
    std::filesystem::path key_sites = {}; // addresses that it counts apart, a line each; empty: none
    OnRemark on_remark;                   // command line and console, as they come
    bool on_terminal = false; // its console is our own terminal, console() and console.log stay empty
};

// Frames to and from the agent. A frame arrives whole or not at all.
class AgentChannel {
  public:
    virtual ~AgentChannel() = default;
    virtual Task<wire::Frame> receive() = 0;
    virtual Task<void> send(wire::Frame frame) = 0;
};

class Guest {
  public:
    virtual ~Guest() = default;
    // The console so far; also written to directory/console.log as it comes.
    virtual const std::string& console() const = 0;
    virtual Task<std::unique_ptr<AgentChannel>> connect_agent() = 0;
    // Command line, versions, accelerator, vCPU pinning as read back; how long each vCPU has waited so far;
    // after the window, its kernel entries by address.
    virtual MachineFacts inspect() const = 0;
    // Watches the host's switches of these vCPUs' threads from now on. Throws HostSwitchesRefused.
    virtual void watch_vcpus(const CpuSet& cpus) = 0;
    // What came since then, and no more: the watch is over.
    virtual SeenOnHost seen_on_host() = 0;
    // Returns when nothing of the guest is left; safe to call twice. within: before it is killed.
    // LabError{lab} when console.log is not the whole console.
    virtual Task<void> destroy(std::chrono::nanoseconds within) = 0;
};

class Machine {
  public:
    virtual ~Machine() = default;
    virtual Task<std::unique_ptr<Guest>> start(GuestSpec spec) = 0;
};

} // namespace cloister
